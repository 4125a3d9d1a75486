"""English, as visitors and Cameroon's anglophones write."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("Hello", "Hi", "Good morning", "Good evening"),
    Say.SEND: ("I want to send a parcel", "send a parcel", "I need to send a package please"),
    Say.PARCEL: (
        "I want to send a parcel from {p} to {d}, for {n} {t}, worth {v}",
        "Send {w} from {p} to {d}, contact {n} {t}, value {v}",
        "Hello, please I need to send {w} from {p} to {d}. Call {n} on {t}. It is worth {v}",
        "parcel from {p} to {d} for {n} {t} {v}",
    ),
    Say.PLACE: ("{p}", "at {p}", "{p} please", "it is at {p}"),
    Say.CONTACT: ("{n} {t}", "call {n} {t}", "{n}, {t}", "her name is {n}, {t}"),
    Say.CONTENTS: ("{w}, {v}", "{w} {v}", "it's {w}, worth {v}"),
    Say.YES: ("yes", "ok", "yes please", "confirm", "yeah", "it's ok"),
    Say.ORDER: (
        "I want to order {q} {x} {s}, deliver to {a}",
        "order {q} {x} {s} delivered to {a}",
        "Please I would like {q} {x} {s}, delivery at {a}",
    ),
    Say.SHOP: ("I want to order", "I want to buy something", "order"),
    Say.COUNT: ("{q}", "{q} please"),
    Say.RECOUNT: ("no, {q} {x}", "actually {q} {x}", "sorry, {q} {x}"),
    Say.CASH: ("cash", "cash on delivery"),
    Say.MOBILE_MONEY: ("mobile money", "momo"),
    Say.TRANSFER: ("transfer", "bank transfer"),
    Say.FOLLOW: ("where is my parcel?", "track", "where is it?", "status"),
    Say.CANCEL: ("cancel", "cancel my delivery", "I want to cancel my delivery"),
    Say.REPEAT: ("same as last time", "same as last time please"),
    Say.HUMAN: ("human", "I want to talk to someone", "talk to an agent"),
    Say.NEW_PICKUP: ("no, the pickup is {p}", "sorry, pick it up at {p}"),
    Say.NEW_DROPOFF: ("no, the drop-off is {p}", "sorry, deliver it to {p}"),
    Say.NEW_PHONE: ("no, the number is {t}", "sorry, it's {t}"),
    Say.NEW_VALUE: ("no, the value is {v}", "sorry, it is worth {v}"),
    Say.GO_ON: ("continue", "let's continue"),
    Say.INSULT: ("this thing does not work", "this is rubbish"),
    Say.HELP: ("help", "how does it work"),
    Say.DETOUR: ("actually I want to order food",),
    Say.STOP: ("cancel", "stop"),
}
