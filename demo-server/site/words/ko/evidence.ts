import type {
  COMPARISONS as EN_COMPARISONS,
  EVIDENCE as EN_EVIDENCE,
  WEIGHING as EN_WEIGHING,
} from '../en/evidence.ts';

export const EVIDENCE: typeof EN_EVIDENCE = {
  goTo: (name) => `“${name}”(으)로 가기`,
  perAnswer: (count) => `소식이 담긴 응답마다 메시지 ${count}개.`,
  reused: (reused, all) => `요청 ${all}개 중 ${reused}개가 이미 열린 연결로 나갔습니다.`,
  holds: (count, empty) => `보류된 요청 ${count}개, 그중 소식 없이 끝난 것 ${empty}개.`,
  wayBack: (time) => `${time} 뒤에 다시 요청:`,
  missing: (count) => `빠진 번호: ${count}개.`,
  roundTrip: (time) => `갔다가 돌아오기까지 ${time}.`,
  framingReceived: (bytes) => `받은 메시지마다 ${bytes}가 덧붙습니다.`,
  framingSent: (bytes) => `보낸 메시지에는 ${bytes}가 덧붙습니다.`,
  buffer: '4 kB씩 버퍼링하는 프록시',
  latency: (time) => `현재 지연(p95): ${time}.`,
  block: 'WebSocket 막기',
  carriedBy: (way) => `전송: ${way}.`,
  knock: '다른 출처의 페이지로 접속해 보기',
  knocked: (origin, host) => `${origin} 페이지에서 ${host}로 접속했습니다.`,
  readable: '브라우저가 일반 응답을 읽게 했습니다.',
  notReadable: '일반 응답은 브라우저가 가렸습니다(CORS).',
  socketAnswer: (status) =>
    `WebSocket 핸드셰이크는 서버에 닿았고, 서버는 ${status}(으)로 응답했습니다.`,
  unanswered: 'WebSocket 연결이 허용되었습니다.',
  sendSizes: '여덟 가지 크기의 메시지 보내기',
  borders: (sent, whole, bytes) =>
    `메시지 ${sent}개를 한꺼번에 보내(모두 ${bytes}바이트) ${whole}개가 하나씩 온전히 돌아왔습니다.`,
  readLines: '100줄을 한꺼번에 읽기',
  pieces: (lines, pieces, cut) =>
    `${lines}줄이 ${pieces}조각으로 왔고, ${cut}조각은 줄 중간에서 끊겼습니다.`,
};

export const COMPARISONS: typeof EN_COMPARISONS = {
  measure: (time) => `측정하기(${time})`,
  stages: {
    idle: '–',
    connecting: '모두 연결하는 중 …',
    measuring: '측정 중 …',
    over: '측정했습니다.',
    failed: '측정하지 못했습니다. 잠시 뒤에 다시 해 보세요.',
  },
  measures: {
    empty: ['빈 응답', '아무것도 가져오지 못한 요청의 비율.'],
    latency: ['지연', '점은 중앙값, 선은 p95까지. 한 칸이 열 배입니다.'],
    requestRate: ['초당 요청 수', '폴링은 1초에 한 번 묻습니다.'],
    bytes: ['이벤트당 바이트', '진한 색은 페이로드, 연한 색은 헤더와 프레이밍.'],
    framing: ['이벤트당 헤더와 프레이밍', '페이로드 말고 더 드는 것.'],
  },
};

export const WEIGHING: typeof EN_WEIGHING = {
  weigh: (count) => `유휴 연결을 ${count}개씩 재 보기`,
  busy: '서버를 하나 더 띄워 재고 있습니다. 몇 초 걸립니다 …',
  title: '유휴 연결 하나가 차지하는 메모리',
  what: '이벤트 기반인 이 서버의 힙과 버퍼. 운영체제의 버퍼는 포함하지 않으며, 폴링은 요청 사이에 TCP 연결만 유지합니다.',
};
