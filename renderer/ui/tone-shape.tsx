// The shape of a tone: told apart without colour, from two metres. Drawn in the colour of the text around it.
import type { ReactNode } from 'react';
import type { Tone } from '../../shared/domain/refusal';

const shapes: Record<Tone, ReactNode> = {
  go: (
    <>
      <circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" strokeWidth="4" />
      <path d="M14 25l7 7 13-15" fill="none" stroke="currentColor" strokeWidth="5" />
    </>
  ),
  look: (
    <>
      <path d="M24 5L45 42H3z" fill="none" stroke="currentColor" strokeWidth="4" strokeLinejoin="round" />
      <path d="M24 17v13M24 34v4" fill="none" stroke="currentColor" strokeWidth="5" />
    </>
  ),
  stop: (
    <>
      <path d="M16 3h16l13 13v16L32 45H16L3 32V16z" fill="currentColor" />
      <path d="M15 15l18 18M33 15L15 33" fill="none" className="tone-shape-cut" strokeWidth="6" />
    </>
  ),
  wait: (
    <>
      <path d="M42 24a18 18 0 1 1-6-13.400" fill="none" stroke="currentColor" strokeWidth="4" />
      <path d="M37 2v10H27" fill="none" stroke="currentColor" strokeWidth="4" />
    </>
  ),
};

export function ToneShape({ tone, className }: { tone: Tone; className?: string | undefined }): ReactNode {
  return (
    <svg viewBox="0 0 48 48" className={className} aria-hidden="true" focusable="false" data-tone={tone}>
      {shapes[tone]}
    </svg>
  );
}
