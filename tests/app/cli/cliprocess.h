#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QStringList>

namespace inia::test {

/// What a run of inia-cli left behind.
struct CliOutcome {
    int code = -1;
    QByteArray out;
    QByteArray err;

    /// Standard output as lines of JSON objects.
    [[nodiscard]] QList<QJsonObject> lines() const;
    /// Standard output as one JSON object.
    [[nodiscard]] QJsonObject object() const;
};

/// Starts inia-cli without any AWS variable and without config files; `variables` are lines like "A=b".
void startCli(QProcess& process, const QStringList& arguments, const QStringList& variables = {});

/// The same for a line of sh, in which "$CLI" is inia-cli: for arguments that are no text.
void startShell(QProcess& process, const QString& line, const QStringList& variables = {});

/// Runs it to its end, with the event loop turning so that a server of the test can answer. Standard output
/// goes to `output` when that is given.
[[nodiscard]] CliOutcome runCli(const QStringList& arguments, const QByteArray& input = {},
                                const QStringList& variables = {}, const QString& output = {});

} // namespace inia::test
