"""What a person has running, had, and may have again."""

from shared.contracts.orders.api import Mission, MissionStatus
from shared.contracts.orders.fake import moves, order_moves
from shared.contracts.orders.fake.orders import for_client
from shared.contracts.orders.fake.pages import PAGE, page
from shared.contracts.orders.fake.state import State, is_same_person
from shared.contracts.orders.orders import (
    Activity,
    ContactQuery,
    HistoryEntry,
    HistoryPage,
    LastJob,
    Order,
)
from shared.errors import Invalid


def list_activity(state: State, query: ContactQuery) -> Activity:
    """List what runs, newest first; an order brings its own mission along.

    Raises:
        Invalid: neither phone nor user id is given.
    """
    jobs = _jobs_of(state, query)
    missions = [job for job in jobs if isinstance(job, Mission) and job.status not in moves.OVER]
    orders = [job for job in jobs if isinstance(job, Order) and job.status not in order_moves.OVER]
    return Activity(missions=missions[:PAGE], orders=orders[:PAGE])


def list_history(state: State, query: ContactQuery) -> HistoryPage:
    """List a person's jobs in one line each, newest first.

    Raises:
        Invalid: neither phone nor user id is given, or `after` is none of our cursors.
    """
    shown, following = page(_jobs_of(state, query), after=query.after)
    return HistoryPage(entries=[_entry(job) for job in shown], next=following)


def get_last_job(state: State, query: ContactQuery) -> LastJob:
    """Tell the newest job that was neither refused nor called off.

    Raises:
        Invalid: neither phone nor user id is given.
    """
    ended_badly = (MissionStatus.CANCELLED, *order_moves.REFUSED)
    match [job for job in _jobs_of(state, query) if job.status not in ended_badly][:1]:
        case [Mission() as mission]:
            return LastJob(mission=mission)
        case [Order() as order]:
            return LastJob(order=order)
        case _:
            return LastJob()


def _jobs_of(state: State, query: ContactQuery) -> list[Mission | Order]:
    if not (query.phone or query.user_id):
        raise Invalid(reason="phone or user_id is needed")
    jobs = (_job(state, reference) for reference in reversed(state.jobs))
    return [job for job in jobs if job is not None and is_same_person(job.client, query)]


def _job(state: State, reference: str) -> Mission | Order | None:
    if reference in state.orders:
        return for_client(state, state.orders[reference])
    mission = state.missions[reference]
    return mission if mission.order_reference is None else None


def _entry(job: Mission | Order) -> HistoryEntry:
    is_order = isinstance(job, Order)
    return HistoryEntry(
        reference=job.reference,
        is_order=is_order,
        status=job.status.value,
        title=_title(job),
        total=job.total if isinstance(job, Order) else job.price,
        at=job.created_at,
    )


def _title(job: Mission | Order) -> str:
    if isinstance(job, Order):
        return job.merchant.name
    return f"{job.pickup.place.label} → {job.dropoff.place.label}"
