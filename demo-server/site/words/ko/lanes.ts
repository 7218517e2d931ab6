import type { LANES as EN_LANES } from '../en/lanes.ts';

/** The table of ways on each topic. */
export const LANES: typeof EN_LANES = {
  way: '방식',
  state: '상태',
  requests: '요청',
  messages: '메시지',
  payload: '페이로드',
  empty: (count) => `빈 응답 ${count}`,
  more: (count) => `방식 ${count}개 더 보기`,
  fewer: '접기',
  lesson: '수업',
  lessonOn: (way) => `${way} 수업`,

  pace: '묻는 때',
  paces: { fixed: '정해진 주기', adaptive: '서버가 권하는 대로' },
  asksEvery: '묻는 주기',
  advised: '서버의 권고',
  notYet: '아직 없음',
  heldAtMost: '최대 대기',
  gathers: '모으는 시간',
  gathersNot: '모으지 않음',
  again: (time) => `${time} 뒤`,
  refused: '거절됨:',
  unreadable: '읽을 수 없음:',

  answered: (count) => `새 메시지 ${count}`,
  cursor: (number) => `커서 ${number}`,
  resumed: (number) => `id ${number} 다음부터 이어받음`,

  transports: {
    polling: { name: '폴링', short: '폴링', what: '새 소식이 있든 없든 주기마다 묻습니다' },
    'long-polling': {
      name: '롱 폴링',
      short: '롱폴링',
      what: '한 번 묻고, 소식이 생길 때까지 보류됩니다',
    },
    sse: { name: 'SSE', short: 'SSE', what: '끝나지 않는 응답 하나' },
    streaming: { name: '스트리밍', short: '스트림', what: 'fetch 하나를 조각조각 읽습니다' },
    websocket: { name: 'WebSocket', short: 'WS', what: '양방향으로, 메시지 단위로' },
    stomp: { name: 'STOMP', short: 'STOMP', what: 'WebSocket 위의 방과 수신 확인' },
    sockjs: { name: 'SockJS', short: 'SockJS', what: '통하는 길이면 무엇으로든 STOMP를' },
    'socket-io': { name: 'Socket.IO', short: 'S.IO', what: '이벤트, 방, 확인 응답' },
    mqtt: { name: 'MQTT', short: 'MQTT', what: '서비스 품질을 고르는 토픽' },
    rsocket: { name: 'RSocket', short: 'RSock', what: '요청한 만큼만 끌어오는 스트림' },
    graphql: { name: 'GraphQL', short: 'GQL', what: '요청한 필드만 받는 구독' },
  },
};
