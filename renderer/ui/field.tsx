// A field with its name, what belongs in it, and what is wrong with it, in words.
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './field.module.css';

export type FieldProps = Omit<TextFieldProps, 'className' | 'children' | 'style' | 'isInvalid'> & {
  label: string;
  hint?: string | undefined;
  /** What is wrong and how to put it right; shown only when there is something. */
  problem?: string | null | undefined;
  placeholder?: string | undefined;
  /** Codes and numbers stand in equal-width signs. */
  code?: boolean | undefined;
};

export function Field({ label, hint, problem, placeholder, code = false, ...rest }: FieldProps): ReactNode {
  return (
    <TextField {...rest} className={styles.field ?? ''} isInvalid={Boolean(problem)}>
      <Label className={styles.label ?? ''}>{label}</Label>
      <Input
        className={classNames(styles.input, code && styles.code)}
        autoComplete="off"
        spellCheck={false}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {hint ? (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      ) : null}
      <FieldError className={styles.problem ?? ''}>{problem}</FieldError>
    </TextField>
  );
}
