"""Slack: Web API and events, in Socket Mode or over HTTP."""
