"""Facts with exact spans: policies, targets, initiatives, organisations, people, quarters (抽取)."""
