"""The calendar: placements on their dates, as a timeline, a month or a week."""
