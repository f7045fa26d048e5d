/** What is shown where a view itself fails? The rest of the page stays usable. */

import { Component, type ReactNode } from "react";

import { Failure } from "./States";

export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? (
      <Failure error={error} again={() => this.setState({ error: null })} />
    ) : (
      this.props.children
    );
  }
}
