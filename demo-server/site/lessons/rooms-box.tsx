import { useEffect, useMemo } from 'preact/hooks';
import { Experiment } from '../view/experiment.tsx';
import { countText } from '../view/format.ts';
import { words } from '../words/words.ts';
import { Rooms, type Side } from './rooms.ts';

/** Plain broadcast beside a broker's rooms: what each client got, and what of it it wanted. */
export function RoomsBox({ client }: { client: string }) {
  const rooms = useMemo(() => new Rooms(client), [client]);
  useEffect(() => () => rooms.stop(), [rooms]);
  const { experiments } = words.value;
  return (
    <Experiment
      name="rooms"
      title={experiments.rooms}
      endpoint="/ws · /stomp"
      what={experiments.roomsWhat}
    >
      <div class="row">
        <button
          type="button"
          class="primary"
          onClick={() => void rooms.run()}
          disabled={rooms.isRunning.value}
        >
          {experiments.roomsRun}
        </button>
      </div>
      <div class="sides">
        {rooms.sides.value.map((side) => (
          <SideView key={side.kind} side={side} />
        ))}
      </div>
    </Experiment>
  );
}

function SideView({ side: { kind, members } }: { side: Side }) {
  const { experiments } = words.value;
  const delivered = members.reduce((sum, one) => sum + one.delivered, 0);
  const wanted = members.reduce((sum, one) => sum + one.wanted, 0);
  const wasted = delivered === 0 ? 0 : Math.round((100 * (delivered - wanted)) / delivered);
  return (
    <section data-side={kind} data-transport={kind === 'plain' ? 'websocket' : 'stomp'}>
      <h4>{kind === 'plain' ? experiments.plain : experiments.stomp}</h4>
      <div class="members">
        {members.map((member, index) => (
          <div
            key={index}
            class="member"
            data-room={member.room}
            title={experiments.room(member.room)}
          >
            <b>{member.wanted}</b>
            {member.delivered > member.wanted && <span>+{member.delivered - member.wanted}</span>}
          </div>
        ))}
      </div>
      <p class="outcome">
        <strong>
          {countText(delivered)} {experiments.delivered}
        </strong>
        <span>
          {countText(wanted)} {experiments.wanted}
        </span>
        <span>{experiments.wasted(`${wasted}%`)}</span>
      </p>
    </section>
  );
}
