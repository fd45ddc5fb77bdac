#pragma once

#include "core/model/value.h"
#include "ui/models/valuetreemodel.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

class QPlainTextEdit;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class DetailsHead;
class ElidedLabel;
class SegmentedControl;
class TreeView;

// XML or JSON with line breaks and two spaces for each level; what is neither, or is cut short or broken,
// comes back as far as it can be read, unchanged. Nothing is decoded: what a person sees is what was sent,
// only laid out.
[[nodiscard]] QString prettyXml(QStringView text);
[[nodiscard]] QString prettyJson(QStringView text);

// By the content type, else by the first character.
[[nodiscard]] QString prettyBody(const QString& text, const QString& contentType);

// Whether the bytes are text one can read: UTF-8 without control characters other than white space.
[[nodiscard]] bool isReadableText(const QByteArray& bytes);

// Offsets, sixteen bytes in hex, and the same as characters.
[[nodiscard]] QString hexDump(const QByteArray& bytes);

// The body of a request or response: laid out, as it came, or as the value that was read from it. Shows at
// most the first MiB and says so; copying always takes all of it.
class BodyView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BodyView)

public:
    enum class Form : quint8 { Pretty, Raw, Value };

    explicit BodyView(const Appearance& appearance, QWidget* parent = nullptr);

    // `value` null: there is none to show.
    void setBody(const QByteArray& body, const QString& contentType, const Value& value);
    [[nodiscard]] Form form() const;
    void setForm(Form form);
    [[nodiscard]] TreeView* valueTree() const { return m_tree; }
    // The choice of form and the copy button, for the owner to place; they stay this view's.
    [[nodiscard]] QWidget* tools() const { return m_tools; }

    // Values that lead somewhere are links from now on.
    void followLinks();

signals:
    void copyRequested(const QString& text);
    void addressActivated(const QString& text); // an ARN, an id

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTools();
    void build();
    void refresh();
    void showText();
    void copyAll();
    void showPath();

    const Appearance& m_appearance;
    QByteArray m_body;
    QString m_contentType;
    Value m_value;
    ValueTreeModel m_model;
    QWidget* m_tools;
    SegmentedControl* m_forms;
    QPlainTextEdit* m_text;
    TreeView* m_tree;
    ElidedLabel* m_note;
    QStackedLayout* m_pages;
};

// The details of what is one body, such as a message: what it is, and the body below.
class BodyPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BodyPanel)

public:
    explicit BodyPanel(const Appearance& appearance, QWidget* parent = nullptr);

    [[nodiscard]] DetailsHead& head() const { return *m_head; }
    [[nodiscard]] BodyView& body() const { return *m_body; }

private:
    DetailsHead* m_head;
    BodyView* m_body;
};

} // namespace inia::ui
