import type { LABORATORY as EN_LABORATORY, SHARED as EN_SHARED } from '../en/laboratory.ts';

/** The first page: its head, its topics, and what arrives on them. */
export const LABORATORY: typeof EN_LABORATORY = {
  name: '실험실',
  tagline: '소식이 서버에서 페이지까지 오는 길. 꾸며 낸 것 없는 실제 트래픽입니다.',
  startAll: '모든 종류 시작',
  stopAll: '모두 중지',
  held: (taken, all) => `${all}개 중 ${taken}개`,
  heldWhat: 'HTTP 연결이 묶여 있음',
  heldFree: '소켓은 세지 않습니다.',
  heldFull: '이후의 요청은 모두 차례를 기다립니다.',

  cutOff:
    '아무것도 통하지 않습니다. 서버가 자리를 비웠거나 막고 있습니다. 켜 둔 방식은 모두 저절로 다시 시도합니다.',

  topics: '같은 메시지를 모든 방식으로',
  topicsWhat:
    '토픽마다 원하는 방식을 몇 개든 켜 보세요. 여러 방식으로 온 메시지는 한 줄에 모이고, 방식마다 발행부터 도착까지 걸린 시간이 표시됩니다.',
  sharedTopics: '하나를 여럿이 함께',
  sharedTopicsWhat:
    '여기서는 메시지가 곧 변경입니다. 방식마다 사본을 하나씩 두고 들은 대로 반영합니다. 어느 사본이 뒤처졌는지 보고, 아무 사본이나 골라 들여다보고 고쳐 보세요.',
  topic: {
    chat: { title: '채팅', what: '사람이 주고받는, 많지 않은 양방향 메시지.' },
    ticker: { title: '시세', what: '작고 잦은 단방향 메시지. 금세 옛것이 됩니다.' },
    notifications: { title: '알림', what: '드물지만 곧바로 와야 하는 메시지.' },
    document: {
      title: '문서',
      what: '함께 쓰는 글. 두 사람이 같은 줄을 고치면 나중 것이 남습니다.',
    },
    board: { title: '게임판', what: '누구나 둘 수 있는 삼목. X가 먼저 둡니다.' },
  },
  published: '발행 속도',
  textSize: '텍스트 크기',
  asItIs: '원래대로',

  arrived: '도착한 메시지',
  arrivedList: '메시지, 최신순',
  clear: '지우기',
  nothing: '아직 없습니다. 위에서 방식을 하나 켜세요.',
  nothingYet: '아직 없습니다. 다음 메시지가 여기에 나타납니다.',
  earlier: '이전',
  prices: '최근 시세',
  noPrice: '아직 시세가 없습니다.',

  message: '메시지',
  saySomething: '하고 싶은 말',
  send: '보내기',
  yourName: '이름',
  you: '나',
  sendBy: '보내는 방식',
  by: (way) => `${way} 방식`,
  switchOn: (way) => `먼저 ${way} 방식을 켜세요.`,

  sizesOnly:
    '크기는 페이로드만 셉니다. 헤더와 프레이밍은 페이지에서 보이지 않습니다. 수업에서는 추정해서 보여 주고, DevTools의 Pushscope 패널에서는 실제 값을 볼 수 있습니다.',
  seen: '서버가 본 것은 모두 기록에 남습니다:',
  ledger: '원장',
  listed: '엔드포인트 목록:',
};

/** The document and the board. */
export const SHARED: typeof EN_SHARED = {
  copies: '보고 쓰는 통로',
  version: (number) => `v${number}`,
  behind: (count) => `${count} 뒤처짐`,
  reading: '읽는 중 …',
  noCopy: '켜 둔 방식마다 사본이 하나씩 생깁니다.',
  writesBy: (way) => `여기서 하는 일은 ${way} 연결로 나갑니다.`,
  writesBeside: '여기서 하는 일은 따로 POST로 나갑니다.',
  reads: (count) => `전체 읽기 ${count}회`,
  missed: (count) => `오지 않은 변경 ${count}건이 빠졌을 수 있음`,
  conflicts: (count) => `모르고 덮어쓴 것 ${count}건`,
  ignored: (count) => `늦게 온 것 ${count}건`,

  empty: '문서가 비어 있습니다. 첫 줄을 써 보세요.',
  change: (line) => `줄 고치기: ${line}`,
  remove: '줄 지우기',
  changed: (who) => `그사이 고친 사람: ${who}`,
  overwrote: (version) => `${version}을 모르고 덮어씀`,
  newLine: '새로운 줄',
  add: '추가',

  cell: (name, mark) => `${name}, ${mark}`,
  free: '비어 있음',
  game: (number) => `${number}번째 판`,
  turn: (mark) => `${mark} 차례`,
  wins: (mark) => `${mark} 승리`,
  draw: '무승부',
  newGame: '새 판',
};
