// SPDX-License-Identifier: Apache-2.0
// No framework and no build. What comes from the server becomes text nodes only, never markup.
'use strict';

const TEXTS = {
  en: {
    title: 'WeCom callbacks', live: 'Live', recent: 'Arrived lately', dead: 'Dead letters', handlers: 'Handlers',
    time: 'Time', type: 'Type', account: 'Account', sender: 'Sender', outcome: 'Outcome', took: 'Took', failed: 'Failed',
    handler: 'Handler', attempts: 'Attempts', error: 'Error', matches: 'Receives', runs: 'Runs', replay: 'Replay',
    discard: 'Discard', discardAsk: 'Throw this dead letter away?', send: 'Send a callback', sample: 'Sample',
    sendHint: 'It is encrypted and signed like WeCom’s own, and the handlers run in earnest.',
    search: 'Search in {0} samples', plaintext: 'Plaintext', fresh: 'New id and time', go: 'Send', sending: 'Sending …',
    COMPLETED: 'done', FAILED: 'failed', LATE: 'late', BUSY: 'busy', RUNNING: 'under way', KEPT: 'from the inbox',
    times: '{0} deliveries', inbox: 'inbox', inRequest: 'while WeCom waits', fromInbox: 'from the inbox',
    ordered: 'in order', retries: 'attempts: {0}', fallback: 'only what nobody else receives', when: 'if', or: 'or',
    nothing: 'Nothing has arrived yet. Send a sample to see what happens.', noDead: 'No dead letters.',
    noHandlers: 'No handlers.', noHandler: 'no handler', says: 'What it says', reply: 'Reply', noReply: 'Acknowledged, without a reply.',
    notDone: 'Not acknowledged: WeCom would deliver it again.', refused: 'Refused.', answered: 'in {0} ms',
    noAccount: 'There is no such account.', away: 'The application does not answer.', forbidden: 'Access was refused; the application’s log says why.'
  },
  zh: {
    title: '企业微信回调', live: '自动刷新', recent: '最近收到', dead: '死信', handlers: '处理方法',
    time: '时间', type: '类型', account: '账号', sender: '发送者', outcome: '结果', took: '耗时', failed: '失败时间',
    handler: '处理方法', attempts: '尝试次数', error: '错误', matches: '接收', runs: '运行', replay: '重放',
    discard: '丢弃', discardAsk: '确定丢弃这条死信?', send: '发送回调', sample: '样例',
    sendHint: '与企业微信一样加密、签名，处理方法会真正运行。',
    search: '在 {0} 个样例中搜索', plaintext: '明文', fresh: '更新编号和时间', go: '发送', sending: '发送中……',
    COMPLETED: '完成', FAILED: '失败', LATE: '超时', BUSY: '繁忙', RUNNING: '处理中', KEPT: '来自收件箱',
    times: '推送 {0} 次', inbox: '收件箱', inRequest: '在请求中', fromInbox: '从收件箱',
    ordered: '按序', retries: '最多 {0} 次', fallback: '仅接收其他方法都不接收的', when: '条件', or: '或',
    nothing: '尚未收到回调。发送一个样例试试。', noDead: '没有死信。',
    noHandlers: '没有处理方法。', noHandler: '无处理方法', says: '明文', reply: '回复', noReply: '已确认，无回复。',
    notDone: '未确认：企业微信会重推。', refused: '已拒绝。', answered: '{0} 毫秒',
    noAccount: '没有这个账号。', away: '应用没有响应。', forbidden: '访问被拒绝，原因见应用日志。'
  }
};
const REFRESH = 2000;

const state = { about: { accounts: [] }, recent: [], dead: null, routes: [], samples: [], shown: {}, open: new Set() };
let language = chooseLanguage();

const at = id => document.getElementById(id);
const text = (key, value) => TEXTS[language][key].replace('{0}', value);

function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get('lang') || stored('wecom-console-language') || navigator.language;
  return asked.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function stored(key, value) {
  try {
    return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value);
  } catch (ex) {
    return null;
  }
}

// element('td', 'code', 'text', child, …): strings become text.
function element(name, style, ...content) {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.append(...content.filter(part => part !== null && part !== undefined));
  return made;
}

// Long names may be broken behind a dot or the like, and nowhere else.
function breakable(words) {
  return words.split(/(?<=[./#(,:])/).flatMap((part, i) => (i ? [document.createElement('wbr'), part] : [part]));
}

function code(words, style) {
  return element('code', style || '', ...breakable(words));
}

async function ask(path, body) {
  const options = { headers: { 'X-WeCom-Console': '1' } };
  if (body !== undefined) {
    options.method = 'POST';
    options.body = JSON.stringify(body);
    options.headers['Content-Type'] = 'application/json';
    const csrf = state.about.csrf;
    if (csrf) options.headers[csrf.name] = csrf.value;
  }
  const answer = await fetch('api/' + path, options);
  if (!answer.ok) throw Object.assign(new Error(path), { status: answer.status });
  return answer.json();
}

function trouble(error) {
  const place = at('trouble');
  place.hidden = !error;
  if (error) place.textContent = text([401, 403].includes(error.status) ? 'forbidden' : 'away');
}

function time(instant) {
  const date = new Date(instant);
  const clock = date.toLocaleTimeString('en-GB');
  return date.toDateString() === new Date().toDateString()
    ? clock
    : (date.getMonth() + 1) + '/' + date.getDate() + ' ' + clock;
}

function duration(millis) {
  if (millis === null) return '';
  return millis < 1000 ? (millis < 10 ? millis : Math.round(millis)) + ' ms' : (millis / 1000).toFixed(2) + ' s';
}

function badge(outcome) {
  const styles = { COMPLETED: 'good', FAILED: 'bad', LATE: 'late', BUSY: 'late' };
  return element('span', 'badge ' + (styles[outcome] || ''), text(outcome));
}

// Only what changed is drawn again: somebody may be reading or marking it.
function draw(id, data, empty, rows) {
  const drawn = language + JSON.stringify(data);
  if (state.shown[id] === drawn) return;
  state.shown[id] = drawn;
  at(id + '-count').textContent = data.length || '';
  const columns = at(id).tHead.rows[0].cells.length;
  const none = element('td', 'empty', text(empty));
  none.colSpan = columns;
  at(id).tBodies[0].replaceChildren(...(data.length ? data.flatMap(one => rows(one, columns)) : [element('tr', '', none)]));
}

function arrivedRows(one, columns) {
  const calls = one.handlers.map(call => element('li', 'wrap',
    code(call.handler, call.failure ? 'failure' : ''),
    ' ', element('span', 'soft nowrap', duration(call.millis) + (call.fromInbox ? ' · ' + text('inbox') : '')),
    call.failure ? failure(call.failure) : null));
  const outcome = element('td', '', badge(one.outcome || (one.deliveries ? 'RUNNING' : 'KEPT')));
  if (one.deliveries > 1) outcome.append(element('div', 'soft', text('times', one.deliveries)));
  const sender = element('td', 'sender', one.sender || '');
  sender.title = one.sender || '';
  const row = element('tr', one.plaintext ? 'has-more' : '',
    element('td', 'time', time(one.receivedAt)),
    element('td', 'wrap', code(one.kind)),
    element('td', '', one.account),
    sender,
    outcome,
    element('td', '', calls.length ? element('ul', 'lines', ...calls) : element('span', 'soft', text('noHandler'))),
    element('td', 'number', duration(one.millis)));
  return one.plaintext ? [row, saysRow(one, columns)] : [row];
}

function failure(type) {
  const made = element('div', 'failure', type.replace(/^.*\./, ''));
  made.title = type;
  return made;
}

function saysRow(one, columns) {
  const details = element('details', '', element('summary', '', text('says')), element('pre', '', one.plaintext));
  details.open = state.open.has(one.message);
  details.addEventListener('toggle', () => state.open[details.open ? 'add' : 'delete'](one.message));
  const cell = element('td', '', details);
  cell.colSpan = columns;
  return element('tr', 'says', cell);
}

function deadRows(one) {
  const button = (key, sure) => {
    const made = element('button', 'quiet', text(key));
    made.type = 'button';
    made.addEventListener('click', async () => {
      if (!sure()) return;
      made.disabled = true;
      try {
        await ask('dead-letters/' + one.id + '/' + key, {});
        await refresh();
      } catch (error) {
        made.disabled = false;
        trouble(error);
      }
    });
    return made;
  };
  return [element('tr', '',
    element('td', 'time', time(one.failedAt)),
    element('td', 'wrap', code(one.kind)),
    element('td', '', one.account),
    element('td', 'wrap', code(one.handler)),
    element('td', 'number', String(one.attempts)),
    element('td', 'wrap failure', ...breakable(one.error || '')),
    element('td', 'buttons', button('replay', () => true), button('discard', () => confirm(text('discardAsk')))))];
}

function routeRows(one) {
  const matches = one.matches.map((match, i) => element('div', 'wrap', i ? text('or') + ' ' + match : match));
  if (one.fallback) matches.splice(0, matches.length, element('div', 'soft', text('fallback')));
  if (one.condition) matches.push(element('div', 'wrap', text('when') + ' ', element('code', '', one.condition)));
  const runs = !one.inbox ? [text('inRequest')] : [text('fromInbox'), one.inbox.ordered ? text('ordered') : '',
    one.inbox.retry ? text('retries', one.inbox.retry.attempts) : ''];
  return [element('tr', '',
    element('td', 'number soft', String(one.position)),
    element('td', 'wrap', code(one.handler)),
    element('td', '', ...matches),
    element('td', 'soft', runs.filter(part => part).join(' · ')))];
}

function drawAll() {
  draw('recent', state.recent, 'nothing', arrivedRows);
  draw('routes', state.routes, 'noHandlers', routeRows);
  at('dead-section').hidden = !state.about.inbox;
  draw('dead', state.dead || [], 'noDead', deadRows);
}

async function refresh() {
  try {
    const [recent, dead] = await Promise.all([ask('recent'), state.about.inbox ? ask('dead-letters') : []]);
    Object.assign(state, { recent, dead });
    trouble(null);
  } catch (error) {
    trouble(error);
  }
  drawAll();
}

function drawSamples() {
  const words = at('search').value.toLowerCase().split(/\s+/);
  const found = state.samples.filter(sample => {
    const all = (sample.id + ' ' + sample.title + ' ' + sample.summary + ' ' + sample.accountKind).toLowerCase();
    return words.every(word => all.includes(word));
  });
  const chosen = at('samples').value;
  at('samples').replaceChildren(...found.map(sample => {
    const option = element('option', '', sample.id + ' · ' + sample.title);
    option.value = sample.id;
    return option;
  }));
  at('samples').value = found.some(sample => sample.id === chosen) ? chosen : '';
}

async function chooseSample() {
  const sample = state.samples.find(one => one.id === at('samples').value);
  if (!sample) return;
  at('summary').textContent = sample.summary || '';
  const fitting = state.about.accounts.find(account => account.kind === sample.accountKind);
  if (fitting) at('account').value = fitting.name;
  try {
    const answer = await ask('samples/' + encodeURIComponent(sample.id));
    // Each element on a line of its own: to the application that is the same.
    at('plaintext').value = answer.plaintext.replace(/(?<=<\/\w+>|<\w+>)(?=<\/?\w)/g, '\n');
  } catch (error) {
    trouble(error);
  }
}

async function send(event) {
  event.preventDefault();
  const go = at('go');
  go.disabled = true;
  go.textContent = text('sending');
  try {
    const answer = await ask('send', {
      account: at('account').value, plaintext: at('plaintext').value, fresh: at('fresh').checked
    });
    show(answer.status, answer.millis, answer.reply || text(
      answer.status === 200 ? 'noReply' : answer.status < 500 ? 'refused' : 'notDone'), answer.reply);
  } catch (error) {
    if (error.status === 404) show(404, null, text('noAccount'), false);
    else trouble(error);
  }
  go.disabled = false;
  go.textContent = text('go');
  refresh();
}

function show(status, millis, words, isReply) {
  at('answer').hidden = false;
  at('answer-status').textContent = String(status);
  at('answer-status').className = 'badge ' + (status === 200 ? 'good' : 'bad');
  at('answer-took').textContent = (millis === null ? '' : text('answered', millis)) + (isReply ? ' · ' + text('reply') : ' · ' + words);
  at('answer-reply').hidden = !isReply;
  at('answer-reply').textContent = isReply ? words : '';
}

// Accounts that are not known beforehand are typed in.
function drawAccounts() {
  const known = state.about.accounts;
  at('accounts').replaceChildren(...known.map(account =>
    element('li', '', element('code', '', account.path), ' ' + account.name + ' · ' + account.kind)));
  const field = element(known.length ? 'select' : 'input', '', ...known.map(account => {
    const option = element('option', '', account.name + ' · ' + account.kind);
    option.value = account.name;
    return option;
  }));
  field.id = 'account';
  if (!known.length) field.type = 'text';
  at('account-place').replaceChildren(field);
}

function translate() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = text('title');
  document.querySelectorAll('[data-text]').forEach(place => { place.textContent = text(place.dataset.text); });
  at('search').placeholder = text('search', state.samples.length);
  at('language').textContent = language === 'zh' ? 'English' : '中文';
  drawAll();
}

async function start() {
  at('language').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    stored('wecom-console-language', language);
    translate();
  });
  at('search').addEventListener('input', drawSamples);
  at('samples').addEventListener('change', chooseSample);
  at('send').addEventListener('submit', send);
  translate();
  try {
    const [about, routes, samples] = await Promise.all([ask('about'), ask('handlers'), ask('samples')]);
    Object.assign(state, { about, routes, samples });
    drawAccounts();
    drawSamples();
    at('samples').value = 'msg.text';
    await chooseSample();
  } catch (error) {
    trouble(error);
  }
  translate();
  await refresh();
  setInterval(() => { if (at('live').checked && !document.hidden) refresh(); }, REFRESH);
}

start();
