#pragma once

#include "ui/forms/shapeform.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QPointer>
#include <QtCore/QStringList>
#include <QtWidgets/QDialog>
#include <QtWidgets/QWidget>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

class QGridLayout;
class QLineEdit;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class Button;
class FieldsDialog;
class TextLabel;

// Where what a dialog does will be done: colour and name of the session, account and region. Production
// stands on red with a word and a shield.
class SessionBanner final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionBanner)

public:
    SessionBanner(const Appearance& appearance, const SessionInfo& session, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString place() const;
    int paintBadge(QPainter& painter, int x) const;

    const Appearance& m_appearance;
    SessionInfo m_session;
};

// Lies over a window while a dialog stands before it, so that the dialog is what one sees. The session bar,
// and the frame of a production session, stay free: where one is has to be seen at all times. A dialog that
// has asked is covered as a whole.
class Veil final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Veil)

public:
    Veil(const Appearance& appearance, QWidget* window, bool production);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void cover();

    const Appearance& m_appearance;
    bool m_production;
};

// What is about to be done, in words.
struct Confirmation {
    SessionInfo session;
    QString title;     // "Terminate 3 instances?"
    QString sentence;  // what happens, what can be undone; may be empty
    QStringList items; // what it is done to, as people know it; shown are the first few
    QString call;      // "Will call ec2.TerminateInstances once"
    QString button;    // "Terminate 3 instances": the session's name is added
    QString place;     // in place of that name, where something else than the session's account changes
    bool destructive = false;
};

// The question before the value of a secret is read: each is asked for by itself.
[[nodiscard]] Confirmation revealQuestion(const SessionInfo& session, const QString& secret,
                                          const QString& call, std::chrono::seconds shownFor);

// Asks before something is changed, and names the session it is changed in. What destroys has its safe
// button as the default one, and in a production session the session's name has to be typed. Return never
// destroys; Escape cancels.
class ConfirmDialog : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConfirmDialog)

public:
    ConfirmDialog(const Appearance& appearance, const Confirmation& confirmation, QWidget* parent = nullptr);
    ~ConfirmDialog() override;

    [[nodiscard]] Button* confirmButton() const { return m_confirm; }
    [[nodiscard]] Button* cancelButton() const { return m_cancel; }
    // Null unless the session's name has to be typed.
    [[nodiscard]] QLineEdit* nameField() const { return m_name; }

protected:
    // Puts a widget between what it is about and what will be called.
    void setBody(QWidget* body);
    // Other words than those it began with, for what is chosen in it.
    void setWords(const QString& button, const QString& call);
    // Why it cannot be done; null when it can, as far as that goes.
    void setObstacle(const QString& why);
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    // What the button does; accepts.
    virtual void confirm();
    [[nodiscard]] const Appearance& appearance() const { return m_appearance; }

private:
    void build(const Confirmation& confirmation);
    [[nodiscard]] QWidget* makeItems(const QStringList& items);
    void addNameField(const Confirmation& confirmation, QVBoxLayout* layout);
    void refreshConfirm();

    const Appearance& m_appearance;
    bool m_production;
    QString m_place; // that the button names
    QString m_typed; // what has to be typed
    QString m_obstacle;
    QPointer<QWidget> m_veil; // over the window, while this is shown
    QVBoxLayout* m_body;
    QLineEdit* m_name = nullptr;
    TextLabel* m_call;
    Button* m_confirm;
    Button* m_cancel;
};

// Asks for the parameters of an action and for leave to run it.
class ActionDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionDialog)

public:
    // `members` without names: there is nothing to ask for but leave. `filled` is what the definition sets,
    // for the check.
    ActionDialog(const Appearance& appearance, const Confirmation& confirmation,
                 StructureField::Members members, const Value& filled, std::shared_ptr<const Document> docs,
                 QWidget* parent = nullptr);

    // Null when there is nothing to ask for.
    [[nodiscard]] ShapeForm* form() const { return m_form; }
    [[nodiscard]] Value params() const { return m_form != nullptr ? m_form->value() : Value(); }

protected:
    // Only with parameters that fit.
    void confirm() override;

private:
    ShapeForm* m_form = nullptr;
};

// One thing that is asked for: a text, one of several words, or yes and no.
struct AskedField {
    QString id;
    QString label;
    QString value;       // of yes and no: not empty for yes
    QStringList choices; // as they are shown; none for a text
    bool isCheck = false;
    QString hint;
};

struct FieldsQuestion {
    Confirmation words;
    QList<AskedField> fields;
    QString pairsTitle; // empty: no pairs
    std::map<std::string, std::string> pairs;
    std::function<QString(const FieldsDialog&)> problem; // null while the button may be pressed
    std::function<QString(const FieldsDialog&)> note;    // what follows from what is chosen
};

// Asks for some values, and for any number of keys with values, and for leave to do something with them.
class FieldsDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FieldsDialog)

public:
    FieldsDialog(const Appearance& appearance, FieldsQuestion question, QWidget* parent = nullptr);

    [[nodiscard]] QString text(const QString& id) const;
    [[nodiscard]] int choice(const QString& id) const;
    [[nodiscard]] bool isChecked(const QString& id) const;
    // Lines without a key are none.
    [[nodiscard]] std::map<std::string, std::string> pairs() const;
    void set(const QString& id, const QString& text);
    void addPair(const QString& key, const QString& value);

private:
    void addField(const AskedField& field);
    void addPairs(QVBoxLayout* column);
    void addLine(const QString& key, const QString& value);
    [[nodiscard]] bool hasKeyTwice() const;
    void refresh();

    FieldsQuestion m_question;
    QGridLayout* m_grid;
    QVBoxLayout* m_pairs = nullptr;
    QMap<QString, QWidget*> m_fields;
    std::vector<std::pair<QLineEdit*, QLineEdit*>> m_lines;
    TextLabel* m_note;
    TextLabel* m_wrong;
};

} // namespace inia::ui
