"""Facts with exact spans: policies, targets, initiatives, organisations, people, dates (抽取)."""
