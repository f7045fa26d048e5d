/** What stands over a view: its name, one line on what it is for, its actions? */

import type { ReactNode } from "react";

export function PageHead({
  title,
  about,
  children,
}: {
  title: string;
  about?: string;
  children?: ReactNode;
}) {
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {about && <p className="about">{about}</p>}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </div>
  );
}
