#pragma once

#include "ui/forms/formfield.h"
#include "ui/forms/structurefield.h"

#include <QtWidgets/QWidget>

#include <memory>

class QPlainTextEdit;
class QStackedLayout;

namespace inia::ui {

class SegmentedControl;
class TextLabel;

// Parameters as a form, made from their shape alone, or as JSON: the same value either way. Fields stand in
// a scroll area; the owner places modes().
class ShapeForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShapeForm)

public:
    enum class Mode : quint8 { Form, Json };

    // `docs` may be null: then nothing is said about members.
    ShapeForm(const Appearance& appearance, StructureField::Members members,
              std::shared_ptr<const Document> docs, QWidget* parent = nullptr);

    // Members that are set without being asked for; only check() looks at them.
    void setFilled(Value filled) { m_filled = std::move(filled); }
    // Only what was set, an empty map when nothing was. JSON that is none gives what it was before.
    [[nodiscard]] Value value() const;
    void setValue(const Value& value);
    // Checks by the model's rules, shows each problem at its field and what belongs to none of them below.
    // False when there is any.
    bool check();
    [[nodiscard]] int problemCount() const { return m_problemCount; }

    [[nodiscard]] Mode mode() const;
    // JSON that is none keeps the mode and says why.
    void setMode(Mode mode);
    // The switch between form and JSON; this form's.
    [[nodiscard]] QWidget* modes() const;
    void focusFirst();

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void edited();

private:
    void build();
    [[nodiscard]] bool takeJson();
    void showProblem(const QString& path, const QString& text);

    FormContext m_context;
    Shape m_shape;
    Value m_filled = Value::emptyMap();
    int m_problemCount = 0;
    Mode m_mode = Mode::Form;
    StructureField* m_fields;
    QPlainTextEdit* m_json;
    SegmentedControl* m_modes;
    QStackedLayout* m_pages;
    TextLabel* m_problems;
};

} // namespace inia::ui
