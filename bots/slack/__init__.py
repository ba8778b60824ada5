"""Slack: Web API and events, in Socket Mode or over HTTP.

Invariant: an event is stored before Slack is told that it arrived; nothing that somebody wrote is read
by Slack as a command, a mention or a link. Deliberately elsewhere: what is answered
(`bots.conversation`), who may read what (the service).
"""
