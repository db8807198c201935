/** `npm run doors` asks each door about all there is; `npm test` asks each about as much as shows that it is the same door. */
export const isWholeRun = process.env['DOORS'] === 'all';
