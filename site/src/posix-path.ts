/** What the map of the graph needs of Node's `path`: names relative to a folder. */
export const posix = {
  relative(from: string, to: string): string {
    const [own, other] = [from, to].map((path) => path.split('/').filter(Boolean));
    let shared = 0;
    while (shared < own!.length && own![shared] === other![shared]) shared++;
    return [...own!.slice(shared).map(() => '..'), ...other!.slice(shared)].join('/');
  },
};
