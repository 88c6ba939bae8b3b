"""The swimlane engine: columns are moments, rows are lanes, lines run in channels."""
