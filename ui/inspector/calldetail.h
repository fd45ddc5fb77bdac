#pragma once

#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/observe/exchangelog.h"
#include "core/observe/signaturediff.h"
#include "ui/models/keyvaluemodel.h"

#include <QtWidgets/QWidget>

#include <memory>

class QPlainTextEdit;
class QStackedLayout;
class QTextEdit;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class ElidedLabel;
class FoldHeader;
class KeyValueView;
class SegmentedControl;
class TabStrip;
class WindowServices;
class TextLabel;

// The summary of a call: what was asked, by whom and why, and how it went.
[[nodiscard]] std::vector<KeyValueSection> callSections(const ExchangeCall& call);

// The phases of its attempts, and why each was made.
[[nodiscard]] std::vector<KeyValueSection> timingSections(const ExchangeCall& call);

// What the user did, the calls it was made for and those that were made for it; all of them links.
[[nodiscard]] std::vector<KeyValueSection> causeSections(const ExchangeCall& call, const ExchangeLog& log);
// The call that a link of causeSections() leads to; 0 for that of the cause itself.
[[nodiscard]] quint64 linkedCall(const QString& key);

// How an attempt was signed, as one text: scope, canonical request, string to sign. The signature itself is
// never shown.
[[nodiscard]] QString signingText(const SigningRecord& record);

// "200", "503 SlowDown", "Timeout": the shortest word for how an attempt ended.
[[nodiscard]] QString attemptLabel(const ExchangeAttempt& attempt);

// One HTTP message of an attempt: its first line, its headers, its body.
class MessageView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageView)

public:
    // The services outlive the view.
    MessageView(const Appearance& appearance, WindowServices& services, QWidget* parent = nullptr);

    // `danger`: the line tells of a failure.
    void setFirstLine(const QString& line, const QString& quiet, bool danger);
    void setMessage(const HttpHeaders& headers, const QByteArray& body, const Value& value);
    void setHeadersOpen(bool open);
    [[nodiscard]] BodyView* body() const { return m_body; }

private:
    const Appearance& m_appearance;
    ElidedLabel* m_line;
    ElidedLabel* m_quiet;
    FoldHeader* m_headersHead;
    KeyValueView* m_headers;
    BodyView* m_body;
};

// How an attempt was signed; where the service did not take the signature, what it had of the same beside it.
class SigningView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SigningView)

public:
    explicit SigningView(const Appearance& appearance, QWidget* parent = nullptr);

    void showAttempt(const ExchangeAttempt& attempt);
    // The sentence about the first difference; empty while there is nothing to compare.
    [[nodiscard]] QString verdict() const;

private:
    [[nodiscard]] QString page(const SignatureDiff& diff) const;
    [[nodiscard]] QString cell(const std::string& text, const std::string& other, bool isSame) const;

    const Appearance& m_appearance;
    QStackedLayout* m_pages;
    QPlainTextEdit* m_text;
    QWidget* m_comparison;
    TextLabel* m_verdict;
    QTextEdit* m_table;
};

// One call of the inspector in full: what was asked, what was sent, what came back, how it was signed. With
// several attempts a switch chooses which of them the pages show.
class CallDetail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallDetail)

public:
    enum class Tab : quint8 { Summary, Request, Response, Signing, Timing, Cause };

    // The services outlive the view.
    CallDetail(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log, WindowServices& services,
               QWidget* parent = nullptr);

    // `attempt` -1 for the last one. Showing the call that is shown already keeps page and position.
    void showCall(std::shared_ptr<const ExchangeCall> call, int attempt);
    // The record has changed in place.
    void refresh();
    [[nodiscard]] quint64 callId() const { return m_call ? m_call->id : 0; }
    void showTab(Tab tab);
    [[nodiscard]] MessageView* response() const { return m_response; }
    [[nodiscard]] KeyValueView* cause() const { return m_cause; }
    [[nodiscard]] SigningView* signing() const { return m_signing; }

signals:
    void callRequested(quint64 id);
    // What the call's cause made is to be shown.
    void causeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void rebuildSwitch();
    void showAttempt();
    void showMessages(const ExchangeAttempt& attempt);
    void follow(const QString& link);
    [[nodiscard]] QWidget* newListPage(KeyValueView* list);
    [[nodiscard]] int firstOffered() const;

    const Appearance& m_appearance;
    std::shared_ptr<const ExchangeLog> m_log;
    std::shared_ptr<const ExchangeCall> m_call;
    int m_attempt = 0;
    bool m_followLast = true;
    int m_offeredAttempts = 0;
    TabStrip* m_tabs;
    QVBoxLayout* m_switchPlace;
    SegmentedControl* m_switch = nullptr;
    QStackedLayout* m_pages;
    KeyValueView* m_summary;
    MessageView* m_request;
    MessageView* m_response;
    SigningView* m_signing;
    KeyValueView* m_timing;
    KeyValueView* m_cause;
    ElidedLabel* m_hint;
};

} // namespace inia::ui
