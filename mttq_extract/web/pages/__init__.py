"""One file a page: functions from a connection and what is asked to what is shown."""
