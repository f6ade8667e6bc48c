/** The file to give to Node for a program of the project; undefined where it cannot be kept beside the packages. */
export function compiled(program: string): Promise<string | undefined>;
