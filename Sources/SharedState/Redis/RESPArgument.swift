package import NIOCore

/// A value that can stand as an argument of a Redis command: text, bytes or an integer.
package protocol RESPArgument: Sendable {
    /// Appends the value as a RESP2 bulk string.
    func write(to buffer: inout ByteBuffer)
}

extension String: RESPArgument {
    package func write(to buffer: inout ByteBuffer) {
        buffer.writeString("$\(utf8.count)\r\n")
        buffer.writeString(self)
        buffer.writeInteger(0x0D0A as UInt16)
    }
}

extension Array: RESPArgument where Element == UInt8 {
    package func write(to buffer: inout ByteBuffer) {
        buffer.writeString("$\(count)\r\n")
        buffer.writeBytes(self)
        buffer.writeInteger(0x0D0A as UInt16)
    }
}

extension Int: RESPArgument {
    package func write(to buffer: inout ByteBuffer) { String(self).write(to: &buffer) }
}

extension Int64: RESPArgument {
    package func write(to buffer: inout ByteBuffer) { String(self).write(to: &buffer) }
}

extension Double: RESPArgument {
    package func write(to buffer: inout ByteBuffer) { String(self).write(to: &buffer) }
}

extension ByteBuffer {
    /// Appends a command as a RESP2 array of bulk strings.
    mutating func writeCommand(_ arguments: [any RESPArgument]) {
        writeString("*\(arguments.count)\r\n")
        for argument in arguments { argument.write(to: &self) }
    }
}
