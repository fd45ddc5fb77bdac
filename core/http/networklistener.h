#pragma once

#include "core/common/result.h"

#include <QtCore/QObject>

#include <functional>
#include <map>
#include <memory>
#include <string>

class QTcpServer;
class QTcpSocket;

namespace inia {

/// Waits for the browser that a sign-in sends back to this program: a port of 127.0.0.1, which no other
/// machine reaches, and one path on it. Whatever else is asked there gets 404, and a request that does not
/// come within a few seconds or is too long is cut off.
class LoopbackListener final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LoopbackListener)
public:
    using Query = std::map<std::string, std::string>;
    /// What the page says that the browser shows then.
    using Answer = std::function<std::string(const Query&)>;

    /// Fails with kind Transport, code ListenFailed.
    [[nodiscard]] static Result<std::unique_ptr<LoopbackListener>> open(std::string path, Answer answer);
    ~LoopbackListener() override;

    /// "http://127.0.0.1:49152/oauth/callback"
    [[nodiscard]] std::string url() const;

private:
    LoopbackListener(std::string path, Answer answer);
    void serve();
    void read(QTcpSocket* socket);

    std::string m_path;
    Answer m_answer;
    std::unique_ptr<QTcpServer> m_server;
};

} // namespace inia
