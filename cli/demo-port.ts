/** Port of the demo server, unless another is wished for or it is taken. */
export const DEMO_PORT = 4400;
