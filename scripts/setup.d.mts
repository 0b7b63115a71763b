/** Sets up what a command needs (npm packages; for `start`, `demo` and `test` system packages). Throws in words. */
export declare const setUp: (purpose: 'server' | 'start' | 'demo' | 'test') => void;
