"""The bots: Slack and Telegram in front of the service.

Invariant: of `app` they know `app.contract` only; what a person sees is a text that the service judged
for that platform (law 13), or a fixed sentence of `bots.words`. An event is stored, then
acknowledged, then answered (`inbox`). Adding a platform is one folder: something that is a
`message.Platform`.
Deliberately elsewhere: who may read what, the gate, what may be shown (the service).
"""
