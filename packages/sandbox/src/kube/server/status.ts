/** An answer of the API server that is no object: the `Status` kind. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Record<string, unknown>,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'StatusError';
  }

  /** The JSON body. */
  body(): Record<string, unknown> {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }

  static unauthorized(): StatusError {
    return new StatusError(401, 'Unauthorized', 'Unauthorized');
  }

  static badRequest(message: string): StatusError {
    return new StatusError(400, 'BadRequest', message);
  }

  static notFound(plural: string, group: string, name: string): StatusError {
    return new StatusError(
      404,
      'NotFound',
      `${plural}${group ? `.${group}` : ''} "${name}" not found`,
      { name, ...(group ? { group } : {}), kind: plural },
    );
  }

  static unknownPath(): StatusError {
    return new StatusError(
      404,
      'NotFound',
      'the server could not find the requested resource',
      {},
    );
  }

  static forbidden(
    user: string,
    verb: string,
    resource: { group: string; plural: string },
    namespace?: string,
    name?: string,
  ): StatusError {
    const qualified = `${resource.plural}${
      resource.group ? `.${resource.group}` : ''
    }`;
    const scope = namespace
      ? `in the namespace "${namespace}"`
      : 'at the cluster scope';
    return new StatusError(
      403,
      'Forbidden',
      `${qualified}${
        name ? ` "${name}"` : ''
      } is forbidden: User "${user}" cannot ${verb} resource "${
        resource.plural
      }" in API group "${resource.group}" ${scope}`,
      {
        ...(name ? { name } : {}),
        ...(resource.group ? { group: resource.group } : {}),
        kind: resource.plural,
      },
    );
  }

  static expired(message: string): StatusError {
    return new StatusError(410, 'Expired', message);
  }
}
