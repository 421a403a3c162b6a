@testable import DockerEngine

/// Options of a container that a twin must have too, each as members of the create document or of its `HostConfig`.
struct TwinOptions {
    let name: String
    var config = ""
    var host = ""
    var endpoint = ""

    /// The members of a create document with these options.
    static func document(_ options: [TwinOptions]) -> String {
        func joined(_ parts: [String]) -> String { parts.filter { !$0.isEmpty }.joined(separator: ",") }
        let host = joined(options.map(\.host) + [mounts(options), binds(options)])
        let config = joined([#""Cmd":["sleep","300"]"#] + options.map(\.config) + [#""HostConfig":{\#(host)}"#])
        let endpoints = joined(options.map(\.endpoint))
        return endpoints.isEmpty ? config : config + #","NetworkingConfig":{"EndpointsConfig":{\#(endpoints)}}"#
    }

    private var bind = ""
    private var mount = ""

    private static func binds(_ options: [TwinOptions]) -> String {
        let all = options.map(\.bind).filter { !$0.isEmpty }
        return all.isEmpty ? "" : #""Binds":[\#(all.joined(separator: ","))]"#
    }

    private static func mounts(_ options: [TwinOptions]) -> String {
        let all = options.map(\.mount).filter { !$0.isEmpty }
        return all.isEmpty ? "" : #""Mounts":[\#(all.joined(separator: ","))]"#
    }

    static func all(_ bench: TwinBench) -> [TwinOptions] {
        storage(bench) + limits + [
            TwinOptions(
                name: "network",
                host: #""NetworkMode":"\#(bench.networks[0])""#,
                endpoint:
                    #""\#(bench.networks[0])":{"Aliases":["web"],"IPAMConfig":{"IPv4Address":"\#(bench.address(0))"},"#
                    + #""Links":["\#(bench.neighbour):friend"]}"#
            ),
            TwinOptions(
                name: "ports",
                config: #""ExposedPorts":{"80/tcp":{},"81/udp":{},"82/tcp":{}}"#,
                host: #""PortBindings":{"80/tcp":[{"HostPort":""}],"82/tcp":[{"HostIp":"127.0.0.1","HostPort":"0"}]}"#
            ),
            TwinOptions(name: "mac", config: #""MacAddress":"02:42:ac:11:22:33""#),
            TwinOptions(name: "hostname", config: #""Hostname":"chosen","Domainname":"example.org""#),
            TwinOptions(name: "environment", config: #""Env":["SECRET=a=b \"c\" \\ \u00e9","UNSET"]"#),
            TwinOptions(name: "labels", config: #""Labels":{"hs":"1","com.docker.compose.service":"web"}"#),
            TwinOptions(name: "entrypoint", config: #""Entrypoint":["/bin/busybox"]"#),
            TwinOptions(name: "terminal", config: #""Tty":true,"OpenStdin":true"#),
            TwinOptions(name: "stop", config: #""StopSignal":"SIGINT","StopTimeout":2"#),
            TwinOptions(
                name: "health",
                config:
                    #""Healthcheck":{"Test":["CMD","true"],"Interval":3600000000000,"Timeout":1000000001,"Retries":7}"#
            ),
            TwinOptions(name: "user", config: #""User":"0:0","WorkingDir":"/tmp""#),
            TwinOptions(name: "restart", host: #""RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3}"#),
            TwinOptions(name: "log", host: #""LogConfig":{"Type":"json-file","Config":{"max-size":"1m"}}"#),
            TwinOptions(name: "dns", host: #""Dns":["192.0.2.1"],"DnsSearch":["a.test"],"ExtraHosts":["h:192.0.2.2"]"#),
            TwinOptions(
                name: "rights",
                host:
                    #""CapAdd":["NET_ADMIN"],"CapDrop":["MKNOD"],"SecurityOpt":["no-new-privileges"],"GroupAdd":["7"]"#
            ),
            TwinOptions(name: "unmasked", host: #""MaskedPaths":[],"ReadonlyPaths":[]"#),
            TwinOptions(name: "init", host: #""Init":true,"IpcMode":"shareable""#),
        ]
    }

    private static func storage(_ bench: TwinBench) -> [TwinOptions] {
        [
            TwinOptions(name: "anonymous", config: #""Volumes":{"/anon/":{}}"#),
            TwinOptions(name: "lone", bind: #""/lone""#),
            TwinOptions(name: "named", bind: #""\#(bench.volume):/named:ro","\#(bench.volume):/named-rw""#),
            TwinOptions(name: "bind", bind: #""/usr/share:/host:ro""#),
            TwinOptions(name: "asked", mount: #"{"Type":"volume","Target":"/asked"}"#),
            TwinOptions(
                name: "bind mount",
                mount: #"{"Type":"bind","Source":"/usr","Target":"/usr2","ReadOnly":true,"#
                    + #""BindOptions":{"Propagation":"rprivate"}}"#
            ),
            TwinOptions(
                name: "memory mount",
                mount: #"{"Type":"tmpfs","Target":"/tm2","TmpfsOptions":{"SizeBytes":1048576,"Mode":511}}"#
            ),
            TwinOptions(name: "memory", host: #""Tmpfs":{"/tm":"size=1m,mode=700"},"ShmSize":8388608"#),
            TwinOptions(name: "shared", host: #""VolumesFrom":["\#(bench.neighbour)"]"#),
        ]
    }

    private static let limits = [
        TwinOptions(
            name: "memory limit",
            host: #""Memory":33554432,"MemoryReservation":16777216,"MemorySwap":50331648"#
        ),
        TwinOptions(name: "cpu limit", host: #""NanoCpus":1500000000,"CpuShares":512,"CpusetCpus":"0""#),
        TwinOptions(
            name: "other limits",
            host: #""PidsLimit":100,"Ulimits":[{"Name":"nofile","Soft":1000,"Hard":2000}]"#
        ),
        TwinOptions(name: "oom", host: #""OomScoreAdj":100,"Sysctls":{"kernel.msgmax":"9000"}"#),
        TwinOptions(
            name: "device",
            host: #""Devices":[{"PathOnHost":"/dev/null","PathInContainer":"/dev/n2","CgroupPermissions":"rw"}]"#
        ),
    ]
}
