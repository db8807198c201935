export const pong = 'pong';
