"""Telegram: the Bot API in front of the conversation.

Invariant: an update is stored before Telegram is told that it arrived; nothing is sent while
Telegram asks to wait; the token stands in no log.
Deliberately elsewhere: what is answered (`bots.conversation`), who may read what (the service).
"""
