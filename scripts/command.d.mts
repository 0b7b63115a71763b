export declare const optionOf: (args: readonly string[], name: string) => string | undefined;
