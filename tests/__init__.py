"""Tests; the folders mirror the packages (测试)."""
