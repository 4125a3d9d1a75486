"""More than ten choices are paged, and every one of them can be reached."""

from services.conversation.channels.whatsapp import render
from services.conversation.dialogue.pages import MORE, next_page, paged
from services.conversation.dialogue.replies import Option, Reply
from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import Voice
from shared.contracts.notifications.api import MenuList
from shared.texts import t


def offered(count: int) -> Reply:
    options = tuple(Option(f"o{n}", t("Choix {n}", n=n)) for n in range(count))
    return Reply(lines=(t("Lequel ?"),), options=options)


def ids(reply: Reply) -> list[str]:
    [content] = render(reply, voice=Voice())
    assert isinstance(content, MenuList)
    return [row.id for section in content.sections for row in section.rows]


def test_ten_choices_are_one_page() -> None:
    state = State()

    assert ids(paged(offered(10), state)) == [f"o{n}" for n in range(10)]
    assert state.more is None


def test_twenty_five_choices_are_three_pages_and_survive_storage() -> None:
    state, reply, seen = State(), offered(25), []
    while True:
        page = ids(paged(reply, state))
        seen += [one for one in page if one != MORE]
        state = State.model_validate_json(state.model_dump_json())
        following = next_page(state)
        if following is None:
            break
        assert page[-1] == MORE
        reply = following

    assert seen == [f"o{n}" for n in range(25)]
