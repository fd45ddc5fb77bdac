#pragma once

#include "core/http/httpmessage.h"
#include "core/model/value.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class BodyView;
class ElidedLabel;
class FoldHeader;
class KeyValueView;

// One HTTP message of an attempt: its first line, its headers, its body.
class MessageView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageView)

public:
    explicit MessageView(const Appearance& appearance, QWidget* parent = nullptr);

    // `danger`: the line tells of a failure.
    void setFirstLine(const QString& line, const QString& quiet, bool danger);
    void setMessage(const HttpHeaders& headers, const QByteArray& body, const Value& value);
    void setHeadersOpen(bool open);
    [[nodiscard]] BodyView* body() const { return m_body; }

signals:
    void copyRequested(const QString& text);

private:
    const Appearance& m_appearance;
    ElidedLabel* m_line;
    ElidedLabel* m_quiet;
    FoldHeader* m_headersHead;
    KeyValueView* m_headers;
    BodyView* m_body;
};

} // namespace inia::ui
