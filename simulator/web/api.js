// The control API: calls, and the live stream with polling while it is down.

const POLL_MS = 2000;

/** Calls the control API; throws an Error with a sentence for people. */
async function call(method, path, body) {
  const response = await fetch(`/sim${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail?.toString() ?? "Le simulateur a refusé.");
  return answer;
}

export const readState = () => call("GET", "/state");
export const readMessages = (phone, after) =>
  call("GET", `/contacts/${phone}/messages?after=${after}`);
export const say = (phone, message) => call("POST", `/contacts/${phone}/messages`, message);
export const look = (phone) => call("POST", `/contacts/${phone}/seen`);
export const putPerson = (phone, change) => call("PUT", `/contacts/${phone}`, change);

/**
 * Follows what happens. The browser reconnects by itself and says what it saw last; as long as it
 * cannot, `catchUp` is called every two seconds, and once more when it can.
 */
export function follow(after, { message, person, typing, reset, catchUp, state }) {
  const source = new EventSource(`/sim/stream?after=${after}`);
  let timer = null;
  source.addEventListener("message", (event) => message(JSON.parse(event.data)));
  source.addEventListener("person", (event) => person(JSON.parse(event.data)));
  source.addEventListener("typing", (event) => typing(JSON.parse(event.data)));
  source.addEventListener("reset", () => reset());
  source.addEventListener("open", () => {
    clearInterval(timer);
    timer = null;
    state(true);
    catchUp();
  });
  source.addEventListener("error", () => {
    state(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), POLL_MS);
    timer ??= setInterval(catchUp, POLL_MS);
  });
}
