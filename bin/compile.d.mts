/** What Node is told to run a program of the project, and what has to be set for it. */
export function runs(program: string): Promise<{ args: string[]; env: Record<string, string> }>;
/** The file a program compiles to; undefined where it cannot be kept beside the packages. */
export function compiled(program: string): Promise<string | undefined>;
