#pragma once

#include <QtWidgets/QComboBox>

namespace inia::ui {

class Appearance;

// A field to choose from a list, with or without typing. While typing, the list narrows to what contains the
// text; the current text counts even when it is none of the list.
class ChoiceBox final : public QComboBox {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceBox)

public:
    enum class Typing : quint8 { No, Yes };

    ChoiceBox(const Appearance& appearance, Typing typing, QWidget* parent = nullptr);

    // Nothing is chosen afterwards.
    void setChoices(const QStringList& choices);
    void setText(const QString& text);
    // As wide as the widest choice, so that choosing moves nothing beside it.
    void fitWidth();
    // Shown while nothing is chosen.
    void setPlaceholder(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void placeEdit();

    const Appearance& m_appearance;
    QString m_placeholder;
};

} // namespace inia::ui
