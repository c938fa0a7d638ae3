/// What an engine holds for a model; the engine lets go of it with the last copy of the model.
public protocol EngineHandle: AnyObject, Sendable {}
