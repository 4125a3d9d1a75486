"""Leading a form: the next question, reading answers, corrections, back, recap, confirmation."""

from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue.forms import (
    SKIP,
    Heard,
    NotUnderstood,
    Question,
    Read,
    Suggestions,
    Values,
    option_id,
    options_of,
)
from services.conversation.dialogue.intents import Answer, Ask
from services.conversation.dialogue.replies import Line, Option, Reply, Text, t
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import normalise, yes_or_no

CONFIRM: Final = "confirm"
EDIT: Final = "edit"
MISSES_BEFORE_HUMAN: Final = 3


def start(turn: Turn, name: str, *, filled: Mapping[str, Any]) -> None:
    """Begin an errand on top of whatever was under way."""
    flow = turn.flows[name]
    progress = Progress(flow=name, version=flow.version, filled=dict(filled))
    turn.state.stack.append(progress)
    go_on(turn, progress)


def go_on(turn: Turn, progress: Progress, *notices: Line) -> None:
    """Ask the next question; with none left, ask what the recap needs, then read it back."""
    flow = turn.flow_of(progress)
    progress.is_editing = False
    progress.suggestions = []
    field = flow.next_question(progress.filled)
    if field is not None:
        prompt(turn, progress, field, *notices)
        return
    need = flow.needs(progress.filled)
    if need is None or progress.facts.get(need.ask, {}).get("for") == need.id:
        _recap(turn, progress, *notices)
        return
    progress.asking = None
    progress.awaiting = turn.ask(need.ask, need.body, progress=progress)
    progress.facts[need.ask] = {"for": need.id}
    if notices:
        turn.say(*notices)


def prompt(
    turn: Turn, progress: Progress, field: str, *notices: Line, is_again: bool = False
) -> None:
    """Ask for a field; the second time in other words, with an example."""
    question = turn.flow_of(progress).question(field)
    progress.asking = field
    progress.awaiting = None
    lines: list[Line] = [*notices, *([""] if notices else [])]
    if not progress.is_editing:
        lines.append(_step(turn, progress, field))
    lines.append(question.again if is_again else question.text)
    turn.add(
        Reply(
            lines=tuple(lines),
            options=options_of(question, run=progress.run, field=field),
            wants_location=question.wants_location,
            is_prompt=True,
        )
    )


def _step(turn: Turn, progress: Progress, field: str) -> Text:
    flow = turn.flow_of(progress)
    asked = [
        name
        for name, question in flow.questions()
        if not question.is_offered_only
        and (name in progress.answered or name == field or name not in progress.filled)
    ]
    at = asked.index(field) + 1 if field in asked else len(asked)
    return t("_Étape {at}/{of}_", at=at, of=len(asked) + 1)


def ask_again(turn: Turn, progress: Progress, *notices: Line) -> None:
    """Repeat what is being asked, without counting a miss."""
    match progress.asking:
        case None:
            turn.say(*notices, t("⏳ Un instant, je termine ce que je fais pour vous."))
        case "confirm":
            _recap(turn, progress, *notices)
        case "edit":
            offer_edits(turn, progress)
        case field:
            prompt(turn, progress, field, *notices)


def _recap(turn: Turn, progress: Progress, *notices: Line) -> None:
    flow = turn.flow_of(progress)
    progress.asking = CONFIRM
    progress.awaiting = None
    lines = flow.recap(progress.filled, progress.facts)
    turn.add(
        Reply(
            lines=(*notices, *([""] if notices else []), *lines),
            options=(
                Option(option_id(progress.run, CONFIRM, "yes"), t("✅ Confirmer")),
                Option(option_id(progress.run, CONFIRM, "edit"), t("✏️ Modifier")),
                Option(option_id(progress.run, CONFIRM, "no"), t("❌ Annuler")),
            ),
            is_prompt=True,
        )
    )


def offer_edits(turn: Turn, progress: Progress) -> None:
    """Let the person pick the field to change."""
    progress.asking = EDIT
    options = [
        Option(option_id(progress.run, EDIT, name), question.label)
        for name, question in turn.flow_of(progress).questions()
    ]
    turn.add(
        Reply(
            lines=(t("✏️ Que voulez-vous changer ?"),),
            options=tuple(options),
            list_label=t("Choisir"),
            is_prompt=True,
        )
    )


def confirm(turn: Turn, progress: Progress) -> None:
    """Hand the errand over; the answer will say how it went."""
    command = turn.flow_of(progress).done(progress.filled, progress.facts)
    progress.asking = None
    progress.awaiting = turn.ask(command.ask, command.body, progress=progress)


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
        progress.is_editing = True
        prompt(turn, progress, key)
        return
    if key.isdigit() and int(key) < len(progress.suggestions):
        _store(turn, progress, field, progress.suggestions[int(key)][1])
        return
    for choice in turn.flow_of(progress).question(field).choices:
        if choice.key == key:
            _store(turn, progress, field, choice.values)
            return
    ask_again(turn, progress)


def _store(turn: Turn, progress: Progress, field: str, values: Mapping[str, Any]) -> None:
    question = turn.flow_of(progress).question(field)
    for name in question.fills or (field,):
        progress.filled.setdefault(name, None)
    set_fields(turn, progress, {field: progress.filled.get(field), **values}, answered=field)


def set_fields(
    turn: Turn,
    progress: Progress,
    values: Mapping[str, Any],
    *notices: Line,
    answered: str | None = None,
) -> None:
    """Set fields and go on; fields that no longer apply are dropped."""
    progress.filled.update(values)
    progress.misses = 0
    flow = turn.flow_of(progress)
    for name, question in flow.questions():
        applies = question.only_if is None or question.only_if(progress.filled)
        if not applies and progress.filled.get(name, 0) is None:
            del progress.filled[name]
    if answered and answered not in progress.answered:
        progress.answered.append(answered)
    go_on(turn, progress, *notices)


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
    """Empty the most recent answer and ask it again; before the first one, leave the errand."""
    flow = turn.flow_of(progress)
    if progress.asking == EDIT or progress.is_editing:
        go_on(turn, progress)
        return
    while progress.answered:
        field = progress.answered.pop()
        if field == progress.asking:
            continue
        for name in flow.question(field).fills or (field,):
            progress.filled.pop(name, None)
        prompt(turn, progress, field)
        return
    given = [name for name, _ in flow.questions() if progress.filled.get(name) is not None]
    if given and progress.asking == CONFIRM:
        offer_edits(turn, progress)
        return
    cancel(turn)


def read_answer(turn: Turn, progress: Progress, heard: Heard) -> bool:
    """Try to take what was said as the answer to what is being asked; say whether it was."""
    if progress.asking in (None, CONFIRM, EDIT):
        return False
    field = str(progress.asking)
    question = turn.flow_of(progress).question(field)
    key = _chosen(progress, question, heard.said.text)
    if key is not None:
        take_option(turn, progress, field, key)
        return True
    return _apply(turn, progress, field, question.reader(heard))


def _chosen(progress: Progress, question: Question, text: str) -> str | None:
    """A typed label or number stands for the option it names."""
    keys = [str(at) for at in range(len(progress.suggestions))]
    titles = [str(label) for label, _ in progress.suggestions]
    if not keys:
        keys = [choice.key for choice in question.choices]
        titles = [choice.title.message for choice in question.choices]
    wanted = normalise(text)
    if wanted.isdigit() and len(wanted) == 1 and 1 <= int(wanted) <= len(keys):
        return keys[int(wanted) - 1]
    for key, title in zip(keys, titles, strict=True):
        if wanted and wanted == normalise(title):
            return key
    skip_words = {"passer", "non", "aucun", "aucune", "rien", "skip", "no", "te"}
    return SKIP if wanted in skip_words and SKIP in keys else None


def _apply(turn: Turn, progress: Progress, field: str, read: Read) -> bool:
    match read:
        case Values(by_field, notice):
            flow = turn.flow_of(progress)
            filled = dict.fromkeys(flow.question(field).fills)
            values = {**filled, **_known(progress, filled), **by_field}
            notices = (notice,) if notice else ()
            set_fields(turn, progress, values, *notices, answered=field)
            return True
        case Suggestions(question, choices):
            suggest(turn, progress, field, question=question, choices=choices)
            return True
        case NotUnderstood():
            return False


def _known(progress: Progress, names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: progress.filled[name] for name in names if progress.filled.get(name) is not None}


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
    options = tuple(
        Option(option_id(progress.run, field, str(at)), Text("{label}", {"label": label}))
        for at, (label, _values) in enumerate(choices)
    )
    turn.add(Reply(lines=(question,), options=options, is_prompt=True))


def take_aside(turn: Turn, progress: Progress, heard: Heard) -> bool:
    """Take a photo that was sent while something else was asked; say whether a field wanted it."""
    for name, question in turn.flow_of(progress).questions():
        if not question.is_offered_only:
            continue
        read = question.reader(heard)
        if isinstance(read, Values):
            progress.filled.update(read.by_field)
            ask_again(turn, progress, *((read.notice,) if read.notice else ()))
            return name in progress.filled
    return False


def missed(turn: Turn, progress: Progress, heard: Heard) -> None:
    """Say what was not understood, with an example; the third time offer a person."""
    progress.misses += 1
    if progress.asking in (CONFIRM, EDIT, None):
        why: Line = t("Je n’ai pas compris. Touchez un bouton, ou dites ce qu’il faut changer.")
        ask_again(turn, progress, why)
        return
    read = turn.flow_of(progress).question(progress.asking).reader(heard)
    reason = read.why if isinstance(read, NotUnderstood) else t("Je n’ai pas compris.")
    notices: list[Line] = [reason]
    if progress.misses >= MISSES_BEFORE_HUMAN:
        notices.append(t("🧑‍💼 Écrivez *humain* pour parler à un conseiller."))
    prompt(turn, progress, progress.asking, *notices, is_again=True)


def answer_confirmation(turn: Turn, progress: Progress, text: str) -> bool:
    """Take yes, no, a number or a typed label at the confirmation; say whether it was one."""
    wanted = normalise(text)
    says = yes_or_no(text)
    keys = {"1": "yes", "2": "edit", "3": "no", "confirmer": "yes", "modifier": "edit"}
    if progress.asking == CONFIRM and (key := keys.get(wanted)):
        take_option(turn, progress, CONFIRM, key)
        return True
    if progress.asking == CONFIRM and says is not None:
        if says:
            confirm(turn, progress)
        else:
            offer_edits(turn, progress)
        return True
    if progress.asking == EDIT:
        labels = [(n, normalise(q.label.message)) for n, q in turn.flow_of(progress).questions()]
        for at, (name, label) in enumerate(labels, start=1):
            if wanted in (str(at), label):
                take_option(turn, progress, EDIT, name)
                return True
    return False


def hear_answer(turn: Turn, progress: Progress, answer: Answer) -> None:
    """Go on with what another service answered to this errand."""
    flow = turn.flow_of(progress)
    progress.awaiting = None
    if answer.refusal is not None:
        text, field = flow.refused(answer)
        progress.facts.pop(Ask.QUOTE, None)
        if field is None:
            go_on(turn, progress, text)
            return
        progress.filled.pop(field, None)
        prompt(turn, progress, field, text)
        return
    need = flow.needs(progress.filled)
    if need is not None and need.ask is answer.ask:
        progress.facts[answer.ask] = {"for": need.id, **answer.answer}
        _recap(turn, progress)
        return
    turn.state.stack.remove(progress)
    turn.add(flow.told(answer))
    if (below := turn.state.current) is not None:
        ask_again(turn, below, t("↩️ On reprend où vous en étiez."))
