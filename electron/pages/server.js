// What the window shows while no server answers: what it waits for, why the server stopped, and what can be done.

/** @import { DesktopApi, ServerState } from '../contract.ts' */

/** Waiting so long needs a way out. */
const PATIENCE_MS = 3_000;

const main = element('main');
const title = element('title');
const detail = element('detail');
const clock = element('clock');
const nextStep = element('next-step');
const log = element('log');
const showLog = element('show-log');

/** @type {ServerState | undefined} */
let shown;

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found;
}

/** @type {Record<ServerState['state'], { title: string, word: string }>} */
const WORDS = {
  starting: { title: 'Starting the server', word: 'Starting' },
  listening: { title: 'Opening the window', word: 'Ready' },
  restarting: { title: 'The server stopped', word: 'Restarting' },
  stopping: { title: 'Stopping the server', word: 'Stopping' },
  'gave-up': { title: 'The server does not run', word: 'Stopped' },
};

/** @param {ServerState} state */
function detailOf(state) {
  if (state.state === 'starting') return state.phase;
  if (state.state === 'listening') return `It answers at ${state.url}`;
  if (state.state === 'stopping') return 'Requests that run are finished first.';
  return state.reason;
}

/**
 * The part that counts; it is not read aloud every second.
 * @param {ServerState} state
 * @param {number} now
 */
function clockOf(state, now) {
  if (state.state === 'starting') {
    const seconds = Math.floor((now - Date.parse(state.since)) / 1000);
    return seconds < 1 ? '' : `${seconds} s`;
  }
  if (state.state !== 'restarting') return '';
  const seconds = Math.max(0, Math.ceil((Date.parse(state.restartAt) - now) / 1000));
  return `Restarting in ${seconds} s, try ${state.attempt} of ${state.attempts}.`;
}

/** @param {ServerState} state */
function offersWayOut(state) {
  if (state.state === 'starting') return Date.now() - Date.parse(state.since) >= PATIENCE_MS;
  return state.state === 'restarting' || state.state === 'gave-up';
}

/** Once a second too, for the times it tells. */
function draw() {
  if (shown === undefined) return;
  main.dataset['state'] = shown.state;
  title.textContent = WORDS[shown.state].title;
  element('word').textContent = WORDS[shown.state].word;
  if (detail.textContent !== detailOf(shown)) detail.textContent = detailOf(shown);
  clock.textContent = clockOf(shown, Date.now());
  nextStep.textContent = shown.state === 'gave-up' ? (shown.nextStep ?? '') : '';
  nextStep.hidden = nextStep.textContent === '';
  element('repository').textContent = shown.repositories.join(', ');
  element('buttons').hidden = !offersWayOut(shown);
}

/**
 * @param {DesktopApi} desktop
 * @param {boolean} open
 */
async function openLog(desktop, open) {
  log.hidden = !open;
  showLog.textContent = open ? 'Hide log' : 'Show log';
  showLog.setAttribute('aria-expanded', String(open));
  if (!open) return;
  const lines = await desktop.serverLog();
  log.textContent = lines.length === 0 ? 'The server wrote nothing.' : lines.join('\n');
  log.scrollTop = log.scrollHeight;
}

/** @param {DesktopApi} desktop */
function start(desktop) {
  /**
   * @param {string} id
   * @param {() => Promise<unknown>} act
   */
  const onClick = (id, act) =>
    element(id).addEventListener('click', () => {
      const problem = element('problem');
      problem.hidden = true;
      act().catch((error) => {
        problem.textContent = error instanceof Error ? error.message : String(error);
        problem.hidden = false;
      });
    });
  onClick('restart', () => desktop.restartServer());
  onClick('safe', () => desktop.restartSafely());
  onClick('choose', () => desktop.chooseRepository());
  onClick('show-log', () => openLog(desktop, log.hidden !== false));
  onClick('log-folder', () => desktop.openLogFolder());
  onClick('quit', () => desktop.quit());
  desktop.onServerState((state) => {
    const gaveUp = state.state === 'gave-up' && shown?.state !== 'gave-up';
    shown = state;
    draw();
    if (gaveUp) void openLog(desktop, true);
  });
  setInterval(draw, 1_000);
}

if (window.desktop !== undefined) start(window.desktop);
