import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';

/** One step of the panel: what it asks, and the button that Enter presses. */
export function StepForm(props: {
  submit: string;
  pending: boolean;
  onSubmit: () => void;
  /** Off: the button says why. */
  off?: string | undefined;
  /** Another way out, beside the button. */
  beside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <form
      className="grid w-full max-w-96 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.pending && props.off === undefined) props.onSubmit();
      }}
    >
      {props.children}
      <div className="flex gap-3">
        <Button
          type="submit"
          kind="primary"
          pending={props.pending}
          disabledReason={props.off}
          onPress={() => undefined}
        >
          {props.submit}
        </Button>
        {props.beside}
      </div>
    </form>
  );
}
