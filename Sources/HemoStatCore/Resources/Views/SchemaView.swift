/// The table of a kind as a JSON schema.
///
/// What holds between several fields is in the descriptions only, but for "exactly one of". Everything else a document can
/// be refused for is there as far as the dialect has words for it; the operator judges with the table itself.
struct SchemaView {
    let dialect: SchemaDialect

    /// The whole document of a kind.
    func schema(of resource: ResourceSchema) -> JSONObject {
        var schema: JSONObject = ["description": .string(resource.description)]
        schema.append(object(resource.root, isRoot: true))
        if dialect == .openAPI {
            schema["x-kubernetes-group-version-kind"] = [
                [
                    "group": .string(ResourceGroup.name), "kind": .string(resource.kind),
                    "version": .string(ResourceGroup.version),
                ]
            ]
        }
        return schema
    }

    // MARK: Objects

    private func object(_ schema: ObjectSchema, isRoot: Bool = false) -> JSONObject {
        var result: JSONObject = ["type": "object"]
        let required = schema.fields.filter { isRequired($0, isRoot: isRoot) }.map(\.name)
        if !required.isEmpty { result["required"] = .strings(required) }
        let groups = schema.groups.map { group in
            JSONValue.array(group.alternatives.map { ["required": [.string($0)]] })
        }
        if groups.count == 1 { result["oneOf"] = groups[0] }
        if groups.count > 1 { result["allOf"] = .array(groups.map { ["oneOf": $0] }) }
        if !schema.fields.isEmpty {
            let fields = schema.fields.map { ($0.name, JSONValue.object(field($0, isRoot: isRoot))) }
            result["properties"] = .object(JSONObject(fields))
        }
        if dialect == .editor { result["additionalProperties"] = false }
        return result
    }

    private func isRequired(_ field: SchemaField, isRoot: Bool) -> Bool {
        guard case .required = field.presence else { return false }
        return dialect != .customResource || !isRoot || field.name == "spec"
    }

    private func field(_ field: SchemaField, isRoot: Bool) -> JSONObject {
        if dialect == .customResource, isRoot, field.name == "metadata" { return ["type": "object"] }
        var schema: JSONObject = ["description": .string(field.description)]
        // Kubernetes looks at these two before it looks at a schema.
        let isKubernetes = dialect == .customResource && isRoot && ["apiVersion", "kind"].contains(field.name)
        schema.append(isKubernetes ? ["type": "string"] : type(field.type))
        if case .defaulted(let value) = field.presence { schema["default"] = JSONValue(value) }
        return schema
    }

    // MARK: Values

    func type(_ type: ValueType) -> JSONObject {
        switch type {
        case .boolean: ["type": "boolean"]
        case .integer(let range): integer(range)
        case .number(let range): number(range)
        case .text(let format): text(format)
        case .choice(let words): ["type": "string", "enum": .strings(words)]
        case .timestamp: ["type": "string", "format": "date-time"]
        case .duration, .signedDuration, .percentage: notation(of: type)
        case .countOrPercentage(let range): integerOrText(type, integer: range, definition: "IntOrString")
        case .quantity(let least, let most):
            integerOrText(type, integer: least.bytes...most.bytes, definition: "Quantity")
        case .list(let element, let count, let key): list(of: element, count, uniqueBy: key)
        case .map(let keys, let values): map(keys: keys, values: values)
        case .object(let schema): object(schema)
        }
    }

    private func integer(_ range: ClosedRange<Int64>) -> JSONObject {
        var schema: JSONObject = ["type": "integer"]
        if dialect != .editor {
            let isShort = range.lowerBound >= Int64(Int32.min) && range.upperBound <= Int64(Int32.max)
            schema["format"] = isShort ? "int32" : "int64"
        }
        schema["minimum"] = .integer(range.lowerBound)
        // Readers whose numbers are floating point would round it up.
        if range.upperBound < Int64.max { schema["maximum"] = .integer(range.upperBound) }
        return schema
    }

    private func number(_ range: ClosedRange<Double>) -> JSONObject {
        var schema: JSONObject = ["type": "number"]
        if dialect != .editor { schema["format"] = "double" }
        schema["minimum"] = .number(range.lowerBound)
        schema["maximum"] = .number(range.upperBound)
        return schema
    }

    private func text(_ format: TextFormat) -> JSONObject {
        var schema: JSONObject = ["type": "string"]
        schema["minLength"] = format.minLength.map(JSONValue.integer)
        schema["maxLength"] = format.maxLength.map(JSONValue.integer)
        schema["pattern"] = format.pattern.map(JSONValue.string)
        return schema
    }

    private func notation(of type: ValueType) -> JSONObject {
        var schema: JSONObject = ["type": "string"]
        schema["pattern"] = type.notation.map(JSONValue.string)
        return schema
    }

    /// OpenAPI refers to a definition, so that kubectl can name the type.
    private func integerOrText(_ type: ValueType, integer: ClosedRange<Int64>, definition: String) -> JSONObject {
        var schema: JSONObject = [:]
        switch dialect {
        case .openAPI: schema["allOf"] = [["$ref": .string(OpenAPIDocument.reference(definition))]]
        case .customResource:
            schema["anyOf"] = [["type": "integer"], ["type": "string"]]
            schema["x-kubernetes-int-or-string"] = true
        case .editor: schema["type"] = ["integer", "string"]
        }
        schema["minimum"] = .integer(integer.lowerBound)
        schema["maximum"] = .integer(integer.upperBound)
        schema["pattern"] = type.notation.map(JSONValue.string)
        return schema
    }

    private func list(of element: ValueType, _ count: ClosedRange<Int>, uniqueBy key: String?) -> JSONObject {
        var schema: JSONObject = ["type": "array", "items": .object(type(element))]
        if count.lowerBound > 0 { schema["minItems"] = .integer(Int64(count.lowerBound)) }
        schema["maxItems"] = .integer(Int64(count.upperBound))
        if let key, dialect != .editor {
            schema["x-kubernetes-list-type"] = "map"
            schema["x-kubernetes-list-map-keys"] = [.string(key)]
        }
        return schema
    }

    private func map(keys: TextFormat, values: ValueType) -> JSONObject {
        var schema: JSONObject = ["type": "object", "additionalProperties": .object(type(values))]
        if dialect == .editor {
            var names = text(keys)
            names["type"] = nil
            schema["propertyNames"] = .object(names)
        }
        return schema
    }
}

extension JSONObject {
    /// Appends the members of another object, in its order.
    fileprivate mutating func append(_ other: JSONObject) {
        for member in other.members { self[member.key] = member.value }
    }
}
