// The very module that graphql-ws imports: test runners would choose the other build of it.
import {
  GraphQLError,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql/index.js';

async function* countdown(_: unknown, { from }: { from: number }) {
  for (let left = from; left > 0; left -= 1) yield { countdown: left };
}

/** Never yields: it ends when the client is tired of it. */
async function* silence() {
  await new Promise<void>(() => undefined);
  yield { silence: '' };
}

const greeting = {
  type: GraphQLString,
  args: { name: { type: GraphQLString } },
  resolve: (_: unknown, { name }: { name?: string }) => `Hello, ${name ?? 'you'}!`,
};
const failing = {
  type: GraphQLString,
  resolve: () => {
    throw new GraphQLError('It did not work.', { extensions: { code: 'BROKEN' } });
  },
};

/** A small service with one of everything. */
export const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { greeting, failing } }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: { greet: greeting } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      countdown: {
        type: GraphQLInt,
        args: { from: { type: GraphQLInt } },
        subscribe: countdown,
      },
      silence: { type: GraphQLString, subscribe: silence },
    },
  }),
});
