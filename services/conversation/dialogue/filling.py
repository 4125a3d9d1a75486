"""Filling a form: asking, storing, stepping back, reading the recap back, handing it over.

What is read from an answer is in `answering`; this knows only fields and values.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.conversation.dialogue.forms import UNSET, Choice, Question, option_id, options_of
from services.conversation.dialogue.intents import Request
from services.conversation.dialogue.replies import HUMAN, Option, Reply
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from shared.texts import Line, Text, as_is, restored, stored, t

CONFIRM: Final = "confirm"
EDIT: Final = "edit"
STEPS_BACK: Final = 8
MOST_BUTTONS: Final = 3
MOST_DRAFTS: Final = 4
CONFIRMING: Final = (
    Choice("yes", t("✅ Confirmer"), {}),
    Choice("edit", t("✏️ Modifier"), {}),
    Choice("no", t("❌ Annuler"), {}),
)
HUMAN_WORD: Final = t("🧑‍💼 Écrivez *humain* pour parler à un conseiller.")


def start(
    turn: Turn,
    name: str,
    *,
    filled: Mapping[str, Any],
    skipped: Iterable[str] = (),
    notices: Iterable[Line] = (),
) -> None:
    """Begin an errand on top of whatever was under way; a fleeting one is let go."""
    flow = turn.book.flows[name]
    kept = [one for one in turn.state.stack if not turn.flow_of(one).is_fleeting]
    turn.state.stack = [one for one in kept if one.awaiting] + [
        one for one in kept if not one.awaiting
    ][-MOST_DRAFTS:]
    above = turn.state.current
    is_same = above is not None and above.flow == name and flow.recap is None
    if is_same and above is not None and not above.answered and not above.awaiting:
        turn.state.stack.pop()  # begun and not answered: the same errand about another thing
    known = {k: v for k, v in filled.items() if v is not None}
    profile = {
        "country": turn.state.country.value,
        "city": turn.state.city,
        "profile_name": turn.state.name,
    }
    for field, value in profile.items():
        if field in flow.form.model_fields and value:
            known.setdefault(field, value)
    progress = Progress(flow=name, version=flow.version, filled={**dict.fromkeys(skipped), **known})
    put(turn, progress, known)  # what a sentence said counts as an answer: its city is remembered
    _remember_message(turn, progress, "")
    turn.state.stack.append(progress)
    go_on(turn, progress, *notices)


def go_on(turn: Turn, progress: Progress, *notices: Line) -> None:
    """Ask the next question; with none left, read back what is known, or hand it over.

    What the question or the recap needs of another service is asked first, once per draft.
    """
    flow = turn.flow_of(progress)
    progress.filled = dict(flow.settle(progress.filled))
    progress.is_editing = False
    progress.suggestions = []
    progress.notices += [stored(one) for one in notices]
    field = flow.next_question(progress.filled)
    needs = flow.question(field).needs if field is not None else flow.needs
    need = needs(progress.filled) if needs is not None else None
    if need is not None and progress.facts.get(need.call.name, {}).get("for") != need.key:
        _wait_for(turn, progress, need)
    elif field is not None:
        _ask(turn, progress, field)
    elif flow.recap is not None:
        _recap(turn, progress)
    else:
        confirm(turn, progress)


def _ask(turn: Turn, progress: Progress, field: str) -> None:
    """Ask a field, unless what its question needed to be asked already says the answer."""
    known = turn.flow_of(progress).question(field).known
    values = known(progress.filled, progress.facts) if known is not None else None
    if values is None:
        prompt(turn, progress, field)
        return
    put(turn, progress, values.by_field)
    go_on(turn, progress, *((values.notice,) if values.notice else ()))


def _wait_for(turn: Turn, progress: Progress, need: Request) -> None:
    progress.asking = None
    progress.looking_up = None
    progress.awaiting = turn.ask(need, progress=progress)
    progress.facts[need.call.name] = {"for": need.key}


def _held(progress: Progress, *notices: Line) -> list[Line]:
    """Take the lines that waited, and what comes now, followed by an empty line."""
    lines: list[Line] = [*(restored(one) for one in progress.notices), *notices]
    progress.notices = []
    return [*lines, ""] if lines else []


def prompt(
    turn: Turn,
    progress: Progress,
    field: str,
    *notices: Line,
    is_again: bool = False,
    extra: tuple[Option, ...] = (),
) -> None:
    """Ask for a field; the second time in other words, with an example."""
    question = turn.flow_of(progress).question(field)
    draft, facts = progress.filled, progress.facts
    progress.asking = field
    progress.awaiting = None
    lines = _held(progress, *notices)
    if not progress.is_editing:
        lines += _step(turn, progress, field)
    lines += [question.again] if is_again else question.lines_for(draft, facts)
    turn.add(
        Reply(
            lines=tuple(lines),
            options=(
                *options_of(question.choices_for(draft, facts), run=progress.run, field=field),
                *extra,
            ),
            wants_location=question.wants_location,
            picture=question.picture(draft, facts) if question.picture and not is_again else None,
            is_prompt=True,
        )
    )


def _is_ahead(progress: Progress, name: str, question: Question) -> bool:
    applies = question.only_if is None or question.only_if(progress.filled)
    return applies and name not in progress.filled


def _step(turn: Turn, progress: Progress, field: str) -> list[Line]:
    """Show how far it is, what was answered included; one question needs no counting."""
    flow = turn.flow_of(progress)
    asked = [
        name
        for name, question in flow.questions()
        if not question.is_offered_only
        and (name in progress.answered or name == field or _is_ahead(progress, name, question))
    ]
    at = asked.index(field) + 1 if field in asked else len(asked)
    of = len(asked) + (1 if flow.recap is not None else 0)
    return [t("_Étape {at}/{of}_", at=at, of=of)] if of > 1 else []


def ask_again(turn: Turn, progress: Progress, *notices: Line) -> None:
    """Repeat what is being asked, without counting a miss."""
    match progress.asking:
        case None:
            turn.say(*notices, t("⏳ Un instant, je termine ce que je fais pour vous."))
        case "confirm":
            _recap(turn, progress, *notices)
        case "edit":
            offer_edits(turn, progress, *notices)
        case field:
            prompt(turn, progress, field, *notices)


def ask_differently(
    turn: Turn, progress: Progress, *notices: Line, offers_human: bool = False
) -> None:
    """Ask in other words, with an example; with a person beside the choices, where they fit."""
    field = progress.asking
    if field in (CONFIRM, EDIT):
        known = options_of(CONFIRMING, run=progress.run, field=CONFIRM)
        options = known if field == CONFIRM else _changes(turn, progress)
        lines = (*notices, *((HUMAN_WORD,) if offers_human else ()))
        turn.add(Reply(lines=lines, options=options, is_prompt=True))
        return
    if progress.suggestions:
        lines = (*notices, *((HUMAN_WORD,) if offers_human else ()))
        turn.add(Reply(lines=lines, options=_suggested(progress), is_prompt=True))
        return
    question = turn.flow_of(progress).question(str(field))
    choices = question.choices_for(progress.filled, progress.facts)
    fits = len(choices) < MOST_BUTTONS and not question.wants_location
    extra = (HUMAN,) if offers_human and fits else ()
    word = (HUMAN_WORD,) if offers_human and not fits else ()
    prompt(turn, progress, str(field), *notices, *word, is_again=True, extra=extra)


def take_up(turn: Turn, progress: Progress) -> None:
    """Go on with a draft that lies below."""
    turn.state.stack.remove(progress)
    turn.state.stack.append(progress)
    line = t("Vous aviez commencé, on continue. (*annuler* pour arrêter)")
    ask_again(turn, progress, line)


def kept_below(turn: Turn, progress: Progress) -> tuple[Line, ...]:
    """Say that the draft of an errand is kept while another is done."""
    flow = turn.flow_of(progress)
    if flow.is_fleeting:
        return ()
    return (t("📝 Je garde votre brouillon : *{title}*.", title=flow.title),)


def _recap(turn: Turn, progress: Progress, *notices: Line) -> None:
    flow = turn.flow_of(progress)
    progress.asking = CONFIRM
    progress.awaiting = None
    recap = flow.recap(progress.filled, progress.facts) if flow.recap is not None else ()
    turn.add(
        Reply(
            lines=(*_held(progress, *notices), *recap),
            options=options_of(CONFIRMING, run=progress.run, field=CONFIRM),
            is_prompt=True,
        )
    )


def offer_edits(turn: Turn, progress: Progress, *notices: Line) -> None:
    """Let the person pick the field to change."""
    progress.asking = EDIT
    turn.add(
        Reply(
            lines=(*notices, t("✏️ Que voulez-vous changer ?")),
            options=_changes(turn, progress),
            is_prompt=True,
        )
    )


def _changes(turn: Turn, progress: Progress) -> tuple[Option, ...]:
    return tuple(
        Option(option_id(progress.run, EDIT, name), question.label)
        for name, question in editable(turn, progress)
    )


def editable(turn: Turn, progress: Progress) -> list[tuple[str, Any]]:
    """List the questions whose answers the person may pick to change."""
    return [one for one in turn.flow_of(progress).questions() if one[1].is_editable]


def edit(turn: Turn, progress: Progress, field: str) -> None:
    """Ask a field again out of turn; one that needs another service is emptied and asked anew."""
    if turn.flow_of(progress).question(field).needs is not None:
        set_fields(turn, progress, {field: UNSET})
        return
    progress.is_editing = True
    prompt(turn, progress, field)


def confirm(turn: Turn, progress: Progress) -> None:
    """Hand the errand over; the answer will say how it went."""
    command = turn.flow_of(progress).done(progress.filled, progress.facts)
    progress.asking = None
    progress.awaiting = turn.ask(command, progress=progress)


def take_option(turn: Turn, progress: Progress, field: str, key: str) -> None:
    """Apply a choice of the question that is being asked."""
    if field == CONFIRM:
        match key:
            case "yes":
                confirm(turn, progress)
            case "edit":
                offer_edits(turn, progress)
            case _:
                cancel(turn)
        return
    if field == EDIT:
        edit(turn, progress, key)
        return
    if key.isdigit() and int(key) < len(progress.suggestions):
        _store(turn, progress, field, progress.suggestions[int(key)][1])
        return
    question = turn.flow_of(progress).question(field)
    for choice in question.choices_for(progress.filled, progress.facts):
        if choice.key == key:
            _store(turn, progress, field, choice.values)
            return
    ask_again(turn, progress)


def _store(turn: Turn, progress: Progress, field: str, values: Mapping[str, Any]) -> None:
    question = turn.flow_of(progress).question(field)
    skipped = {name: progress.filled.get(name) for name in (field, *question.fills)}
    set_fields(turn, progress, {**skipped, **values}, answered=field)


def set_fields(
    turn: Turn,
    progress: Progress,
    values: Mapping[str, Any],
    *notices: Line,
    answered: str | None = None,
) -> None:
    """Set fields and go on; fields that no longer apply are dropped."""
    progress.trail = [*progress.trail[1 - STEPS_BACK :], dict(progress.filled)]
    put(turn, progress, values)
    progress.misses = 0
    progress.phrase = None
    progress.looking_up = None
    flow = turn.flow_of(progress)
    for name, question in flow.questions():
        applies = question.only_if is None or question.only_if(progress.filled)
        if not applies and progress.filled.get(name, 0) is None:
            del progress.filled[name]
    if answered and answered not in progress.answered:
        progress.answered.append(answered)
    _remember_message(turn, progress, answered or "")
    go_on(turn, progress, *notices)


def _remember_message(turn: Turn, progress: Progress, field: str) -> None:
    """Keep which message answered what, so that editing the message corrects the answer."""
    progress.said_in = dict([*progress.said_in.items(), (turn.cause, field)][-STEPS_BACK:])


def put(turn: Turn, progress: Progress, values: Mapping[str, Any]) -> None:
    """Write values into the draft, and remember the city for the next errand."""
    for name, value in values.items():
        if value is UNSET:
            progress.filled.pop(name, None)
            continue
        progress.filled[name] = value
        if name == "city" and isinstance(value, str):
            turn.state.city = value
        if isinstance(value, dict) and value.get("city") and "latitude" in value:
            turn.state.city = str(value["city"])


def cancel(turn: Turn) -> None:
    """Drop the errand at hand; whatever was under it goes on."""
    turn.state.stack.pop()
    below = turn.state.current
    if below is None:
        turn.say(
            t("C’est annulé, rien n’a été envoyé. 🙂"),
            t("Écrivez *menu* quand vous voulez."),
        )
        return
    ask_again(turn, below, t("C’est annulé. On reprend où vous en étiez."))


def back(turn: Turn, progress: Progress) -> None:
    """Return to the draft before the last answer or correction; before the first, leave."""
    flow = turn.flow_of(progress)
    if progress.asking == EDIT or progress.is_editing:
        go_on(turn, progress)
        return
    if progress.trail:
        progress.filled = progress.trail.pop()
        go_on(turn, progress)
        return
    given = [name for name, _ in flow.questions() if progress.filled.get(name) is not None]
    if given and progress.asking == CONFIRM:
        offer_edits(turn, progress)
        return
    cancel(turn)


def suggest(
    turn: Turn,
    progress: Progress,
    field: str,
    *,
    question: Text,
    choices: tuple[tuple[str, Any], ...],
) -> None:
    """Let the person choose among what was understood."""
    progress.asking = field
    progress.suggestions = [[label, dict(values)] for label, values in choices]
    turn.add(Reply(lines=(question,), options=_suggested(progress), is_prompt=True))


def _suggested(progress: Progress) -> tuple[Option, ...]:
    return tuple(
        Option(option_id(progress.run, str(progress.asking), str(at)), as_is(label))
        for at, (label, _values) in enumerate(progress.suggestions)
    )
