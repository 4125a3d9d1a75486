"""The model that helps to understand, and the one that hears voice notes: both may be absent.

Any server that speaks OpenAI's API will do. A model only reads: what it gives back are words for
fields and the name of an errand, and the dialogue treats them as if the person had typed them.
What a call may cost, in money and in waiting, is decided in calling.py.
"""
